using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using GlobalLb.Vantage.Guarding;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Kinds;

/// <summary>
/// Connects probes: the one place where a connection begins, so that the guard cannot be gone around. No name is looked up: what is
/// connected to is the address that was judged, and what the socket says it is connected to is judged again.
/// </summary>
internal sealed class Dialer(AddressGuard guard, CertificateCheck certificates)
{
    /// <summary>Opens a TCP connection.</summary>
    /// <exception cref="RefusedException">The address is not probed.</exception>
    /// <exception cref="SocketException">There is no connection.</exception>
    public async Task<Socket> ConnectAsync(Target target, CancellationToken deadline)
    {
        Refuse(target.Address);
        var socket = new Socket(target.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(target.Address, target.Port), deadline);
            Refuse(((IPEndPoint)socket.RemoteEndPoint!).Address);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection, speaking TLS first when the probe says so.</summary>
    public async Task<Stream> OpenAsync(Target target, CancellationToken deadline) => target.Probe.Tls
        ? (await SecureAsync(target, [], deadline)).Stream
        : new NetworkStream(await ConnectAsync(target, deadline), ownsSocket: true);

    /// <summary>Opens a connection and shakes hands; the certificate must be valid for the server name.</summary>
    /// <param name="target">Whom.</param>
    /// <param name="protocols">What ALPN offers (RFC 7301); empty: nothing.</param>
    /// <param name="deadline">Gives up.</param>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The handshake failed, or the certificate is not valid.</exception>
    public async Task<(SslStream Stream, Finding Certificate)> SecureAsync(Target target, List<SslApplicationProtocol> protocols, CancellationToken deadline)
    {
        var verdict = new CertificateVerdict();
        var stream = new SslStream(new NetworkStream(await ConnectAsync(target, deadline), ownsSocket: true));
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = target.ServerName,
                    ApplicationProtocols = protocols,
                    RemoteCertificateValidationCallback = (_, certificate, chain, errors) => certificates.Accepts(certificate, chain, errors, verdict),
                },
                deadline);
        }
        catch (System.Security.Authentication.AuthenticationException failure) when (verdict.Problem is { } problem)
        {
            await stream.DisposeAsync();
            throw new System.Security.Authentication.AuthenticationException(problem, failure);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }

        return (stream, certificates.Grade(verdict.Ends, target.Timing));
    }

    /// <summary>Refuses an address that is not probed.</summary>
    /// <exception cref="RefusedException">It is not.</exception>
    public void Refuse(IPAddress address)
    {
        if (guard.Refusal(address) is { } refusal) throw new RefusedException(refusal);
    }
}
