namespace GlobalLb.Dns.Messages;

/// <summary>Why a response is not what was hoped for (RFC 8914 §4); those that a server like ours has to say.</summary>
public enum ExtendedError : ushort
{
    /// <summary>None of the other codes.</summary>
    Other = 0,

    /// <summary>There is nothing to answer from yet.</summary>
    NotReady = 14,

    /// <summary>The client may not ask this.</summary>
    Prohibited = 18,

    /// <summary>The name is in no zone of ours.</summary>
    NotAuthoritative = 20,

    /// <summary>The kind of query is not supported.</summary>
    NotSupported = 21,
}
