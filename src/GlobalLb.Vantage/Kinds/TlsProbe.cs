using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Kinds;

/// <summary>Shakes hands over TLS; the certificate must be valid, and hold for as long as is asked.</summary>
internal sealed class TlsProbe(Dialer dialer) : IProbe
{
    /// <inheritdoc/>
    public async Task<Finding> CheckAsync(Target target, CancellationToken deadline)
    {
        var (stream, certificate) = await dialer.SecureAsync(target, [], deadline);
        await stream.DisposeAsync();
        return certificate;
    }
}
