using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// Reads JSON in the form that we write it, without reflection and without a text in between. Whatever is otherwise, right or
/// wrong, ends the reading with an exception: then the serialiser reads it again, and it knows what is right and what to say.
/// </summary>
internal ref struct PlainJson
{
    private Utf8JsonReader _reader;

    /// <summary>Begins at the first value.</summary>
    /// <param name="octets">The JSON in UTF-8.</param>
    public PlainJson(ReadOnlySpan<byte> octets)
    {
        _reader = new Utf8JsonReader(octets, new JsonReaderOptions { MaxDepth = ConfigurationJson.MaxDepth });
        _reader.Read();
    }

    /// <summary>Reads one item of a list, or the value of a member.</summary>
    public delegate T Read<out T>(ref PlainJson json);

    /// <summary>Reads all of some octets; false: they are not plain.</summary>
    public static bool TryRead<T>(ReadOnlySpan<byte> octets, Read<T> read, [NotNullWhen(true)] out T? value)
        where T : class
    {
        value = null;
        try
        {
            var json = new PlainJson(octets);
            var found = read(ref json);
            if (!json._reader.Read()) value = found;
        }
        catch (Exception refused) when (refused is JsonException or FormatException or InvalidOperationException or NotSupportedException)
        {
            // The serialiser says why.
        }

        return value is not null;
    }

    /// <summary>Begins an object: each member is asked for by <see cref="NextMember"/>, then by <see cref="Is"/>.</summary>
    public readonly void BeginObject()
    {
        if (_reader.TokenType != JsonTokenType.StartObject) throw NotPlain();
    }

    /// <summary>Goes to the next member; false: the object ended.</summary>
    public bool NextMember()
    {
        _reader.Read();
        return _reader.TokenType != JsonTokenType.EndObject;
    }

    /// <summary>Whether the member is this one; if so, its value comes next. A member must not come twice.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="bit">Its bit in <paramref name="seen"/>.</param>
    /// <param name="seen">The members met in this object.</param>
    public bool Is(ReadOnlySpan<byte> name, int bit, ref int seen)
    {
        if (!_reader.ValueTextEquals(name)) return false;
        if ((seen & bit) != 0) throw NotPlain();
        seen |= bit;
        _reader.Read();
        return true;
    }

    /// <summary>Ends an object in which certain members must have been.</summary>
    public static void Require(int bits, int seen)
    {
        if ((seen & bits) != bits) throw NotPlain();
    }

    /// <summary>The name of the member, as text; its value comes next.</summary>
    public string MemberName()
    {
        var name = _reader.GetString()!;
        _reader.Read();
        return name;
    }

    public readonly string Text() => _reader.GetString() ?? throw NotPlain();

    public readonly bool Boolean() => _reader.GetBoolean();

    public readonly int Int32() => _reader.GetInt32();

    public readonly uint UInt32() => _reader.GetUInt32();

    public readonly long Int64() => _reader.GetInt64();

    public readonly double Double() => _reader.GetDouble();

    public readonly DateTimeOffset Moment() => _reader.GetDateTimeOffset();

    public readonly Guid Guid() => _reader.GetGuid();

    public readonly byte[] Base64() => _reader.GetBytesFromBase64();

    /// <summary>The place of a word in a list of words.</summary>
    public readonly int Word(string[] words)
    {
        if (_reader.TokenType != JsonTokenType.String) throw NotPlain();
        for (var i = 0; i < words.Length; i++)
            if (_reader.ValueTextEquals(words[i])) return i;
        throw NotPlain();
    }

    public readonly DomainName Name() => DomainName.TryParse(Text(), DomainName.Root, out var name, out _) ? name : throw NotPlain();

    public readonly RecordType RecordType() => RecordTypes.TryParse(Text(), out var type) ? type : throw NotPlain();

    public readonly IPAddress Address() => AddressText.TryParse(Text(), out var address, out _) ? address : throw NotPlain();

    public readonly IPNetwork Prefix() => PrefixText.TryParse(Text(), out var prefix, out _) ? prefix : throw NotPlain();

    /// <summary>A list of what <paramref name="read"/> reads.</summary>
    public ImmutableArray<T> List<T>(Read<T> read)
    {
        if (_reader.TokenType != JsonTokenType.StartArray) throw NotPlain();
        T[] items = [];
        var count = 0;
        for (_reader.Read(); _reader.TokenType != JsonTokenType.EndArray; _reader.Read())
        {
            if (count == items.Length) items = Sized(items, count, Math.Max(4, count * 2));
            items[count++] = read(ref this);
        }

        return count == 0 ? [] : ImmutableCollectionsMarshal.AsImmutableArray(count == items.Length ? items : Sized(items, count, count));
    }

    /// <summary>What ends the reading.</summary>
    public static JsonException NotPlain() => new();

    private static T[] Sized<T>(T[] items, int count, int size)
    {
        var sized = new T[size];
        Array.Copy(items, sized, count);
        return sized;
    }
}
