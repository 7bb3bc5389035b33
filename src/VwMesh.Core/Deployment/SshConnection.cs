using System.Diagnostics;
using System.Text;
using VwMesh.Live;
using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>A running ssh, whose other end is a shell of root's.</summary>
internal sealed class SshConnection : INodeConnection
{
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    private readonly string _node;
    private readonly string _host;
    private readonly int _longestAnswer;
    private readonly Process _process;
    private readonly CancellationToken _cancellation;
    private readonly StringBuilder _errors = new();
    private readonly Task _errorsRead;

    internal SshConnection(string node, string host, int longestAnswer, Process process, CancellationToken cancellation)
    {
        _node = node;
        _host = host;
        _longestAnswer = longestAnswer;
        _process = process;
        _cancellation = cancellation;
        _errorsRead = ReadErrorsAsync();
    }

    public async Task<NodeAnswer> AskAsync(string script, string mark)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        timeout.CancelAfter(AnswerLimits.LongestSilence);
        try
        {
            try
            {
                await _process.StandardInput.WriteAsync(script.AsMemory(), timeout.Token).ConfigureAwait(false);
                await _process.StandardInput.FlushAsync(timeout.Token).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // ssh has ended; what it had to say comes by its other ends.
            }
            var text = await ReadAsync($"\n=={mark} done", timeout.Token).ConfigureAwait(false);
            var answer = NodeAnswer.Read(_node, mark, text);
            if (answer.Words.Count == 0)
                throw await FailureAsync(timeout.Token).ConfigureAwait(false);
            return answer;
        }
        catch (OperationCanceledException) when (!_cancellation.IsCancellationRequested)
        {
            throw SshFailure.Unreachable(_node, $"it did not answer for {AnswerLimits.LongestSilence.TotalSeconds} s");
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The other end was closed before.
        }
        try
        {
            using var goodbye = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
            goodbye.CancelAfter(LongestGoodbye);
            await _process.WaitForExitAsync(goodbye.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
    }

    private async Task<string> ReadAsync(string ending, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new char[1 << 14];
        var tail = "";
        while (await _process.StandardOutput.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var read)
        {
            text.Append(buffer, 0, read);
            if (text.Length > _longestAnswer)
                throw AnswerLimits.TooLong(_node, _longestAnswer);
            tail = string.Concat(tail, buffer.AsSpan(0, read));
            if (tail.Contains(ending, StringComparison.Ordinal))
                break;
            tail = tail[Math.Max(0, tail.Length - ending.Length)..];
        }
        return text.ToString();
    }

    private async Task ReadErrorsAsync()
    {
        var buffer = new char[1024];
        while (await _process.StandardError.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var read)
        {
            lock (_errors)
            {
                _errors.Append(buffer, 0, Math.Min(read, Math.Max(0, 8192 - _errors.Length)));
            }
        }
    }

    private async Task<VwMeshException> FailureAsync(CancellationToken cancellation)
    {
        await _errorsRead.WaitAsync(cancellation).ConfigureAwait(false);
        lock (_errors)
        {
            return SshFailure.Of(_node, _host, _errors.ToString());
        }
    }
}
