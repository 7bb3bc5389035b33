using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace VwMesh.Commands;

/// <summary>Shows how far a command is, with the time that remains, when it takes longer than a second; a short one shows nothing.</summary>
/// <param name="command">The command.</param>
/// <param name="activity">What it does.</param>
/// <param name="total">How many steps there are.</param>
internal sealed class Progress(Cmdlet command, string activity, int total)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.2);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next = Silence;
    private int _done;

    /// <summary>Tells that the next step begins.</summary>
    /// <param name="item">What it is about.</param>
    internal void Step(string item)
    {
        var elapsed = _clock.Elapsed;
        if (elapsed >= _next)
        {
            _next = elapsed + Interval;
            command.WriteProgress(new ProgressRecord(0, activity, string.Create(CultureInfo.InvariantCulture, $"{_done} of {total}"))
            {
                CurrentOperation = item,
                PercentComplete = (int)(100L * _done / total),
                SecondsRemaining = _done == 0 ? -1 : (int)Math.Ceiling(elapsed.TotalSeconds / _done * (total - _done)),
            });
        }
        _done++;
    }

    /// <summary>Takes away what was shown, when all steps are done; the host does so when the command ends before.</summary>
    internal void Complete()
    {
        if (_next > Silence)
            command.WriteProgress(new ProgressRecord(0, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}
