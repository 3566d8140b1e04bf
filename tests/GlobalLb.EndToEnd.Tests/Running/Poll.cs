using System.Diagnostics;

namespace GlobalLb.EndToEnd.Tests.Running;

/// <summary>Waits for what the outside world has no event for.</summary>
internal static class Poll
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until something holds.</summary>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> UntilAsync(string what, TimeSpan patience, Func<Task<bool>> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!await holds())
        {
            if (clock.Elapsed > patience) Assert.Fail($"{what}: not within {patience.TotalSeconds} s");
            await Task.Delay(Pause);
        }

        return clock.Elapsed;
    }
}
