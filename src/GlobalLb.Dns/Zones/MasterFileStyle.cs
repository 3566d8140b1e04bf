namespace GlobalLb.Dns.Zones;

/// <summary>How a master file is laid out.</summary>
public enum MasterFileStyle
{
    /// <summary><c>$ORIGIN</c> and <c>$TTL</c> at the top, names relative, the commonest TTL left out: for people.</summary>
    Relative,

    /// <summary>No directive; every line says its absolute name and its TTL: for programs, and for parts of files.</summary>
    Absolute,
}
