using System.Threading.Channels;

namespace GlobalLb.Control.Alerting;

/// <summary>
/// Where judging leaves what it sees, and who tells people finds it: the newest outlook, never a backlog. To leave something takes
/// no time, whatever becomes of it.
/// </summary>
internal sealed class Lookout
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
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

    /// <summary>Waits until something was shown, or for a while.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken stop)
    {
        await ((Task)_wake.Reader.WaitToReadAsync(stop).AsTask()).WaitAsync(longest, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _wake.Reader.TryRead(out _);
    }
}
