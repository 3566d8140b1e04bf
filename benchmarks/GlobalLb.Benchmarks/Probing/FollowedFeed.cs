using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Publications;

namespace GlobalLb.Benchmarks.Probing;

/// <summary>Follows a feed as an edge does, and keeps when each endpoint went down.</summary>
internal sealed class FollowedFeed(string url)
{
    /// <summary>When an endpoint was heard to be down first.</summary>
    public ConcurrentDictionary<EndpointCode, DateTimeOffset> Down { get; } = new();

    /// <summary>How many health tables came.</summary>
    public int Tables { get; private set; }

    /// <summary>How large the last of them was.</summary>
    public int Octets { get; private set; }

    /// <summary>Follows until it is stopped.</summary>
    public async Task FollowAsync(CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            await using var stream = await http.GetStreamAsync(new Uri($"{url}/feed/v1"), stop);
            await foreach (var item in SseParser.Create(stream, (kind, octets) => (kind == "publication" && PublicationJson.TryRead(octets, out var read, out _) ? read : null, octets.Length)).EnumerateAsync(stop))
            {
                if (item.Data.Item1 is not HealthPublication { Table: var table }) continue;
                (Tables, Octets) = (Tables + 1, item.Data.Length);
                foreach (var (endpoint, health) in table.Endpoints)
                    if (health.Health == HealthState.Down) Down.TryAdd(endpoint, DateTimeOffset.UtcNow);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It has been followed for long enough.
        }
    }
}
