using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Control.Vantages;

/// <summary>What a vantage proves by that it is the one it says: made from the key and its code, so that nothing has to be kept, and none can speak for another.</summary>
public static class VantageToken
{
    /// <summary>The token of a vantage.</summary>
    /// <param name="key">The key that Control was given.</param>
    /// <param name="vantage">The vantage.</param>
    public static string Of(string key, VantageCode vantage) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"vantage {vantage}")));

    /// <summary>Whether a header proves it, in a time that says nothing of the token.</summary>
    internal static bool IsIn(string authorization, string key, VantageCode vantage) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(authorization)),
        SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {Of(key, vantage)}")));
}
