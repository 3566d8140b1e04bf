using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Control.Pushing;

/// <summary>What an endpoint proves by that it may report of itself: made from the key and its code, so that nothing has to be kept, and none can speak for another.</summary>
public static class PushToken
{
    /// <summary>The token of an endpoint.</summary>
    /// <param name="key">The key that Control was given.</param>
    /// <param name="endpoint">The endpoint.</param>
    public static string Of(string key, EndpointCode endpoint) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"push {endpoint}")));
}
