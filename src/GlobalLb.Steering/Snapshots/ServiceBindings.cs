using System.Text;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>What made HTTPS and SVCB records have besides addresses and ports: by their numbers, equal ones once.</summary>
internal sealed class ServiceBindings
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<byte[]> _protocols = [];

    /// <summary>The number of a binding; −1: of none.</summary>
    public int Add(ServiceBinding? binding)
    {
        if (binding is null) return -1;
        byte[] protocols = [.. binding.Alpn.SelectMany(id => Encoding.ASCII.GetBytes(id).Prepend((byte)id.Length))];
        var key = Convert.ToHexString(protocols);
        if (_numbers.TryGetValue(key, out var number)) return number;
        _numbers.Add(key, number = _protocols.Count);
        _protocols.Add(protocols);
        return number;
    }

    /// <summary>The protocols of each binding, as the parameter alpn has them (RFC 9460 §7.1.1); empty: there is no such parameter.</summary>
    public byte[][] ToProtocols() => [.. _protocols];
}
