namespace GlobalLb.Dns.Wire;

/// <summary>The sections of a message after its question (RFC 1035 §4.1), in the order of the packet.</summary>
public enum Section
{
    /// <summary>What was asked for.</summary>
    Answer,

    /// <summary>Who is responsible: NS on referrals, SOA on negative answers.</summary>
    Authority,

    /// <summary>What saves a round trip.</summary>
    Additional,
}
