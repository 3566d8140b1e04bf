using GlobalLb.Benchmarks.Hosting;
using GlobalLb.Benchmarks.Load;

namespace GlobalLb.Benchmarks.Peers;

/// <summary>A server that takes part, with what was measured of it.</summary>
internal sealed class Contestant(Peer peer, ServerProcess server, Generator generator) : IDisposable
{
    /// <summary>Which one it is.</summary>
    public Peer Peer { get; } = peer;

    /// <summary>The running program.</summary>
    public ServerProcess Server { get; } = server;

    /// <summary>Runs at its highest rate, a round each.</summary>
    public List<LoadResult> Full { get; } = [];

    /// <summary>Runs at half of that, a round each.</summary>
    public List<LoadResult> Half { get; } = [];

    /// <summary>Memory resident after the last round, in octets.</summary>
    public long Resident { get; set; }

    /// <summary>Loads it once.</summary>
    public LoadResult Run(TimeSpan duration, double? rate = null) => generator.Run(duration, rate, () => Server.Cpu);

    /// <inheritdoc/>
    public void Dispose()
    {
        generator.Dispose();
        Server.Dispose();
    }
}
