using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace GlobalLb.Store.Health;

/// <summary>
/// Lets any number of followers share one stream of values: it runs while somebody follows, newcomers get the newest value at
/// once, and whoever is slow misses what is outdated anyway.
/// </summary>
/// <typeparam name="TValue">What is followed.</typeparam>
/// <param name="open">Opens the one stream.</param>
internal sealed class SharedFollowing<TValue>(Func<CancellationToken, IAsyncEnumerable<TValue>> open)
    where TValue : class
{
    private readonly Lock _gate = new();
    private Run? _run;

    /// <summary>The newest value, then every newer newest.</summary>
    public async IAsyncEnumerable<TValue> FollowAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var mine = Channel.CreateBounded<TValue>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        var run = Join(mine);
        try
        {
            await foreach (var value in mine.Reader.ReadAllAsync(cancellation)) yield return value;
        }
        finally
        {
            if (Leave(run, mine)) await run.EndAsync();
        }
    }

    private Run Join(Channel<TValue> follower)
    {
        lock (_gate)
        {
            _run ??= new Run();
            _run.Followers.Add(follower);
            if (_run.Newest is { } newest) follower.Writer.TryWrite(newest);
            _run.Reading ??= ReadAsync(_run);
            return _run;
        }
    }

    private bool Leave(Run run, Channel<TValue> follower)
    {
        lock (_gate)
        {
            run.Followers.Remove(follower);
            if (run.Followers.Count > 0) return false;
            if (_run == run) _run = null;
            return true;
        }
    }

    private async Task ReadAsync(Run run)
    {
        await Task.Yield(); // the gate is held by whoever started us
        Exception? failure = null;
        try
        {
            await foreach (var value in open(run.Stop.Token))
            {
                lock (_gate)
                {
                    run.Newest = value;
                    foreach (var follower in run.Followers) follower.Writer.TryWrite(value);
                }
            }
        }
        catch (Exception exception)
        {
            failure = exception; // those who follow are told, each in its own loop
        }

        lock (_gate)
        {
            if (_run == run) _run = null;
            foreach (var follower in run.Followers) follower.Writer.TryComplete(failure);
        }
    }

    private sealed class Run
    {
        public CancellationTokenSource Stop { get; } = new();

        public HashSet<Channel<TValue>> Followers { get; } = [];

        public TValue? Newest { get; set; }

        public Task? Reading { get; set; }

        public async Task EndAsync()
        {
            await Stop.CancelAsync();
            await Reading!;
            Stop.Dispose();
        }
    }
}
