namespace VwMesh.Rendering.Diagram.Svg;

/// <summary>The looks of all pictures. What a line or a box means shows in its strokes too, so that it survives black and white.</summary>
internal static class Style
{
    // Without variables of CSS, which not all programs that draw SVG know.
    internal const string Sheet = """

          text { font: 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1b2430 }
          .heading { font-size: 20px; font-weight: 600 }
          .small { font-size: 11px; fill: #5b6776 }
          .strong { font-weight: 600 }
          .middle { text-anchor: middle }
          .end { text-anchor: end }
          .ground { fill: #ffffff }
          .relay { fill: #d6e6fb; stroke: #1d4f91; stroke-width: 4.5 }
          .dialled { fill: #d6e6fb; stroke: #1d4f91; stroke-width: 2.4 }
          .dials-out { fill: #ffffff; stroke: #44546a; stroke-width: 1.2 }
          .cut-off { fill: #f1f3f6; stroke: #7b8794; stroke-width: 1.2; stroke-dasharray: 4 3 }
          .link { fill: none; stroke-linecap: round }
          .working { stroke: #3c4f66; stroke-width: 1.6 }
          .blocked { stroke: #b8390e; stroke-width: 1.8; stroke-dasharray: 7 5 }
          .impossible { stroke: #7b8794; stroke-width: 1.4; stroke-dasharray: 0.5 5 }
          .relayed { stroke: #1d4f91; stroke-width: 1.4; stroke-dasharray: 2 4; opacity: 0.6 }
          .thick { stroke-width: 5; stroke-linecap: butt }
          .blocked.thick { stroke-dasharray: 14 9 }
          .arrow { fill: #3c4f66 }
          .cross { fill: none; stroke: #b8390e; stroke-width: 2.6; stroke-linecap: round }
          .band { fill: none; stroke: #d6e6fb; stroke-width: 18 }
          .web { fill: none; stroke: #3c4f66; stroke-width: 0.8; opacity: 0.22 }
          .dense { opacity: 0.1 }
          .cell-line { stroke: #c3ccd6; stroke-width: 1; fill: none }
          .cell-dark { fill: #3c4f66; stroke: none }
          .cell-tint { fill: #d6e6fb; stroke: none }
          @media (prefers-color-scheme: dark) {
           text { fill: #e6ebf2 }
           .small { fill: #a3b0c0 }
           .ground { fill: #131a24 }
           .relay { fill: #1f3f6b; stroke: #8fbdf5 }
           .relayed { stroke: #8fbdf5 }
           .dialled { fill: #1f3f6b; stroke: #8fbdf5 }
           .dials-out { fill: #131a24; stroke: #b4c0cf }
           .cut-off { fill: #1c2532; stroke: #8794a5 }
           .working { stroke: #b4c3d6 }
           .blocked { stroke: #ff8f66 }
           .impossible { stroke: #8794a5 }
           .arrow { fill: #b4c3d6 }
           .cross { stroke: #ff8f66 }
           .band { stroke: #1f3f6b }
           .web { stroke: #b4c3d6 }
           .cell-line { stroke: #364253 }
           .cell-dark { fill: #b4c3d6 }
           .cell-tint { fill: #1f3f6b }
          }

        """;

    internal static string Of(Reachability reachability) => reachability switch
    {
        Reachability.Relay => "relay",
        Reachability.Dialled => "dialled",
        Reachability.DialsOut => "dials-out",
        _ => "cut-off",
    };
}
