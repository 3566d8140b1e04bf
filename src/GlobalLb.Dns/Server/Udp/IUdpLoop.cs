using System.Net;

namespace GlobalLb.Dns.Server.Udp;

/// <summary>One socket and what answers the requests that arrive at it; there is one for Linux and one for everywhere.</summary>
internal interface IUdpLoop : IDisposable
{
    /// <summary>The address the socket is bound to.</summary>
    IPEndPoint LocalEndPoint { get; }

    /// <summary>Answers until <see cref="Stop"/>; returns early, or throws, when the socket fails, and may be called again.</summary>
    void Run();

    /// <summary>Makes <see cref="Run"/> return soon; called from another thread.</summary>
    void Stop();
}
