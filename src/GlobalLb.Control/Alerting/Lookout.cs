using System.Threading.Channels;

namespace GlobalLb.Control.Alerting;

/// <summary>
/// Where judging leaves what it sees, and who tells people finds it: the newest outlook, never a backlog. To leave something takes
/// no time, whatever becomes of it.
/// </summary>
internal sealed class Lookout
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task<bool>? _woken;
    private volatile Outlook? _newest;

    /// <summary>What is seen now; null: this Control does not lead.</summary>
    public Outlook? Newest => _newest;

    /// <summary>Shows what is seen now.</summary>
    public void See(Outlook? outlook)
    {
        _newest = outlook;
        Wake();
    }

    /// <summary>Has it looked at before its time.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Waits until something was shown, or for a while. For one caller at a time.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken stop)
    {
        // Of a channel that is silent each wait would be kept until it speaks, so there is one for all.
        _woken ??= _wake.Reader.WaitToReadAsync(stop).AsTask();
        await ((Task)_woken).WaitAsync(longest, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_woken.IsCompleted) return;
        _woken = null;
        _wake.Reader.TryRead(out _);
    }
}
