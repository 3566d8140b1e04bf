using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Client;

/// <summary>Writes queries.</summary>
internal static class QueryWriter
{
    /// <summary>Writes a query of one question, class IN.</summary>
    public static byte[] Write(ushort id, DomainName name, RecordType type, QueryOptions options)
    {
        var message = new WireWriter();
        message.Write(id);
        message.Write((ushort)(options.RecursionDesired ? HeaderBits.RecursionDesired : 0));
        message.Write((ushort)1);
        message.Write(0u);
        message.Write((ushort)(options.UdpSize is null ? 0 : 1));
        message.Write(name);
        message.Write((ushort)type);
        message.Write((ushort)1); // class IN
        if (options.UdpSize is { } size) WriteEdns(size, options, message);
        return message.ToArray();
    }

    private static void WriteEdns(ushort size, QueryOptions options, WireWriter message)
    {
        message.Write(DomainName.Root);
        message.Write((ushort)RecordType.OPT);
        message.Write(size);
        message.Write(options.DnssecOk ? Edns.DnssecOk : 0u);
        var length = message.Length;
        message.Write((ushort)0);
        if (options.Subnet is { } subnet) ClientSubnetOption.Write(subnet, message);
        if (!options.Cookie.IsEmpty)
        {
            message.Write(EdnsOption.Cookie);
            message.Write((ushort)options.Cookie.Length);
            message.Write(options.Cookie.Span);
        }

        if (options.AsksNsid)
        {
            message.Write(EdnsOption.Nsid);
            message.Write((ushort)0);
        }

        message.Replace(length, (ushort)(message.Length - length - 2));
    }
}
