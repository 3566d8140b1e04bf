namespace GlobalLb.Steering.Snapshots;

/// <summary>What a pool is, whatever its endpoints' health: a run of the endpoints, those that answer A before those that answer AAAA.</summary>
/// <param name="First">The index of its first endpoint.</param>
/// <param name="IPv4Count">How many of its endpoints answer A; the rest answer AAAA.</param>
/// <param name="Count">How many endpoints it has.</param>
/// <param name="OctetsAt">Where the addresses of its endpoints stand, one behind the other.</param>
/// <param name="Region">The index of its region.</param>
/// <param name="IsProbed">Whether its endpoints are probed; otherwise they count as up.</param>
/// <param name="UnknownIsUp">Whether an endpoint counts as up before its health is known.</param>
/// <param name="SlowStart">Seconds over which an endpoint that came up gets its share; null: at once.</param>
/// <param name="IsRegional">Whether what vantages near a client find down counts for that client first.</param>
internal readonly record struct PoolRow(int First, int IPv4Count, int Count, int OctetsAt, int Region, bool IsProbed, bool UnknownIsUp, int? SlowStart, bool IsRegional)
{
    public int FirstOf(bool isIPv4) => isIPv4 ? First : First + IPv4Count;

    public int CountOf(bool isIPv4) => isIPv4 ? IPv4Count : Count - IPv4Count;

    public int OctetsOf(bool isIPv4) => isIPv4 ? OctetsAt : OctetsAt + (IPv4Count * EndpointTable.IPv4Octets);
}
