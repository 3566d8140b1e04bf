namespace GlobalLb.Benchmarks.Peers;

/// <summary>One server under comparison.</summary>
/// <param name="Name">How the table and <c>--only</c> call it.</param>
/// <param name="Kind">What it can answer.</param>
/// <param name="Write">Writes its configuration into a folder for a port and says how it is started.</param>
internal sealed record Peer(string Name, PeerKind Kind, Func<string, int, string[]> Write)
{
    /// <summary>The one all others are compared with.</summary>
    public const string Gdnsd = "gdnsd";

    /// <summary>What no server can beat.</summary>
    public const string CFloor = "c-floor";
}
