using System.Threading.Channels;
using GlobalLb.Edge.Receiving;
using GlobalLb.Steering.Publications;

namespace GlobalLb.Edge.Tests;

/// <summary>A feed whose other side is the test; one connection after the other.</summary>
internal sealed class ManualFeed : IFeed
{
    private readonly Channel<Channel<Publication>> _connections = Channel.CreateUnbounded<Channel<Publication>>();

    public IAsyncEnumerable<Publication> FollowAsync(CancellationToken cancellation)
    {
        var connection = Channel.CreateUnbounded<Publication>();
        _connections.Writer.TryWrite(connection);
        return connection.Reader.ReadAllAsync(cancellation);
    }

    /// <summary>What the edge said that it took, in order.</summary>
    public Channel<Confirmation> Confirmed { get; } = Channel.CreateUnbounded<Confirmation>();

    /// <summary>What becomes of the next confirmations.</summary>
    public Func<Task> OnConfirmation { get; set; } = () => Task.CompletedTask;

    public bool Listens { get; init; }

    public async Task ConfirmAsync(Confirmation taken, CancellationToken cancellation)
    {
        Confirmed.Writer.TryWrite(taken);
        await OnConfirmation().WaitAsync(cancellation);
    }

    /// <summary>The next connection; completing its writer ends it.</summary>
    public async Task<ChannelWriter<Publication>> AcceptAsync() => (await _connections.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20))).Writer;
}
