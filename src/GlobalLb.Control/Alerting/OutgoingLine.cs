using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using GlobalLb.Vantage.Guarding;
using GlobalLb.Vantage.Kinds;

namespace GlobalLb.Control.Alerting;

/// <summary>
/// Connects to receivers: the one place where that is done. Each address that a name has is judged by the guard before a connection
/// is made to it, and what the socket says it is connected to once more.
/// </summary>
internal sealed class OutgoingLine(AddressGuard guard, CertificateCheck certificates)
{
    /// <summary>Opens a TCP connection.</summary>
    /// <exception cref="RefusedException">None of its addresses may be sent to.</exception>
    /// <exception cref="SocketException">The name has no address, or there is no connection.</exception>
    public async Task<Stream> ConnectAsync(string host, int port, CancellationToken deadline)
    {
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await System.Net.Dns.GetHostAddressesAsync(host, deadline);
        Exception? failure = null;
        foreach (var address in addresses)
        {
            try
            {
                return await ConnectAsync(address, port, deadline);
            }
            catch (Exception next) when (next is RefusedException or SocketException)
            {
                failure ??= next;
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>Speaks TLS on a connection; the certificate must be valid for the host.</summary>
    /// <exception cref="AuthenticationException">It is not.</exception>
    public async Task<SslStream> SecureAsync(Stream inner, string host, CancellationToken deadline)
    {
        var verdict = new CertificateVerdict();
        var stream = new SslStream(inner);
        try
        {
            await stream.AuthenticateAsClientAsync(Options(host, verdict), deadline);
            return stream;
        }
        catch (AuthenticationException failure) when (verdict.Problem is { } problem)
        {
            await stream.DisposeAsync();
            throw new AuthenticationException(problem, failure);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private SslClientAuthenticationOptions Options(string host, CertificateVerdict verdict) => new()
    {
        TargetHost = host.Trim('[', ']'),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => certificates.Accepts(certificate, chain, errors, verdict),
    };

    private async Task<Stream> ConnectAsync(IPAddress address, int port, CancellationToken deadline)
    {
        Refuse(address);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), deadline);
            Refuse(((IPEndPoint)socket.RemoteEndPoint!).Address);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Refuse(IPAddress address)
    {
        if (guard.Refusal(address) is { } refusal) throw new RefusedException(refusal);
    }
}
