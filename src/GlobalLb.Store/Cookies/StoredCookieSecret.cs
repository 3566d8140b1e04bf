namespace GlobalLb.Store.Cookies;

/// <summary>One secret of DNS cookies.</summary>
/// <param name="MadeAt">When it was drawn.</param>
/// <param name="Octets">The secret, 16 octets; never to be shown.</param>
public sealed record StoredCookieSecret(DateTimeOffset MadeAt, ReadOnlyMemory<byte> Octets)
{
    /// <summary>When it was drawn, and nothing of what it is.</summary>
    public override string ToString() => $"a cookie secret of {MadeAt:u}";
}
