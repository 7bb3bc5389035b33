@{
    ExcludeRules = @(
        # Join-Path with more than two parts, and Block-VwPeer NETWORK NODE PEER, read best by position.
        'PSAvoidUsingPositionalParameters'
    )
}
