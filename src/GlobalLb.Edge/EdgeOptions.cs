using System.Collections.Immutable;
using System.Net;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Server.RateLimiting;
using GlobalLb.Steering.Publications;

namespace GlobalLb.Edge;

/// <summary>What an edge is told when it starts.</summary>
public sealed record EdgeOptions
{
    /// <summary>The addresses and ports DNS is answered on, UDP and TCP.</summary>
    public ImmutableArray<IPEndPoint> Listen { get; init; } = [new(IPAddress.Loopback, 5300)];

    /// <summary>What this edge is called where it confirms what it took, as <see cref="Confirmation.IsName"/> wants it; no two edges of a Control should have one name.</summary>
    public string Name
    {
        get => field ?? NameOf(Environment.MachineName, Listen);
        init;
    }

    /// <summary>The folder of the last known state.</summary>
    public required string StateFolder { get; init; }

    /// <summary>The Control to follow over HTTP; null when the configuration comes from a file, or the feed from the same process.</summary>
    public Uri? Control { get; init; }

    /// <summary>The file that holds the configuration, in place of a Control; null: none.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary>
    /// The files that say where addresses are, in the MaxMind DB format; where two say different things, the first counts. None: only
    /// what the configuration says.
    /// </summary>
    public ImmutableArray<string> PlaceFiles { get; init; } = [];

    /// <summary>The secret that Control asks edges for; null: none.</summary>
    public string? Key { get; init; }

    /// <summary>How many loops answer UDP on each address, at least 1.</summary>
    public int Loops { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>What responses say of this edge, and how much it sends to whom; an edge caps amplification and limits rates unless told otherwise.</summary>
    public ResponderOptions Responder { get; init; } = DefaultResponder;

    // Of this machine and the port it answers on, so that several on one machine have several.
    private static string NameOf(string machine, ImmutableArray<IPEndPoint> listen)
    {
        var port = listen.IsEmpty ? "" : $":{listen[0].Port}";
        var name = string.Concat(machine.Where(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_').Take(Confirmation.LongestName - port.Length));
        return name.Length > 0 ? name + port : $"edge{port}";
    }

    /// <summary>What stands for <see cref="Responder"/> in the open Internet: amplification capped, rates limited. With cookie secrets of its own each time.</summary>
    public static ResponderOptions DefaultResponder => new() { CapsAmplification = true, RateLimits = RateLimitOptions.Default };
}
