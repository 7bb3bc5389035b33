namespace VwMesh.Shell;

/// <summary>Keys one by one, Ctrl+C among them, for as long as this lives; otherwise Ctrl+C is a signal.</summary>
internal sealed class Keyboard : IDisposable
{
    private readonly bool _before = Console.TreatControlCAsInput;

    public Keyboard() => Console.TreatControlCAsInput = true;

    public static ConsoleKeyInfo Read() => Console.ReadKey(intercept: true);

    public static bool IsControlC(ConsoleKeyInfo key) => key is { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control };

    public void Dispose() => Console.TreatControlCAsInput = _before;
}
