using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace GlobalLb.Tests;

/// <summary>Waits for what other threads bring about and nobody tells of.</summary>
internal static class Eventually
{
    public static async Task HoldsAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        var begun = Stopwatch.StartNew();
        while (!condition())
        {
            if (begun.Elapsed > TimeSpan.FromSeconds(30)) throw new TimeoutException($"it did not come to pass: {what}");
            await Task.Delay(5);
        }
    }
}
