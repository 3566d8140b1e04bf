using System.Net;
using System.Net.Sockets;

namespace GlobalLb.Edge.Answering;

/// <summary>An address for DNS could not be had; the message is one sentence that says what to do.</summary>
public sealed class ListenException : Exception
{
    /// <summary>Says why, in words.</summary>
    public ListenException(IPEndPoint listen, SocketException failure)
        : base(Sentence(listen, failure), failure)
    {
    }

    private static string Sentence(IPEndPoint listen, SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => $"Another program already answers on {listen}: stop it, or choose another address.",
        SocketError.AccessDenied => $"Answering on {listen} is not allowed to this account: ports below 1024 need root or CAP_NET_BIND_SERVICE; choose another.",
        SocketError.AddressNotAvailable => $"{listen.Address} is no address of this machine: choose one of its own.",
        _ => $"DNS cannot be answered on {listen}: {failure.Message}.",
    };
}
