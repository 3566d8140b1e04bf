using System.Text;
using System.Text.Unicode;

namespace GlobalLb.Server.Running;

/// <summary>Reads the text of a master file.</summary>
internal static class ZoneText
{
    /// <summary>The most octets a file may have: what memory of an ordinary machine takes, and more than any zone we heard of needs.</summary>
    public const int Most = 1 << 29;

    /// <summary>Reads a file as UTF-8; octets that are none become <c>\DDD</c>, so that no octet of a record is lost or changed.</summary>
    /// <exception cref="IOException">It cannot be read, is a folder, or is too large.</exception>
    /// <exception cref="UnauthorizedAccessException">We may not read it.</exception>
    public static string Read(string path)
    {
        if (Directory.Exists(path)) throw new IOException("it is a folder; name a file in it");
        using var stream = File.OpenRead(path);
        using var kept = new MemoryStream(stream.CanSeek ? (int)Math.Min(stream.Length, Most) : 0);
        // Not by its length: pipes and devices have none.
        var piece = new byte[1 << 16];
        for (int count; (count = stream.Read(piece)) > 0;)
        {
            if (kept.Length + count > Most) throw new IOException($"the file is larger than {Most >> 20} MiB, which is the most; split the zone");
            kept.Write(piece, 0, count);
        }

        var octets = kept.GetBuffer().AsSpan(0, (int)kept.Length);
        return Utf8.IsValid(octets) ? Encoding.UTF8.GetString(octets) : Escape(octets);
    }

    private static string Escape(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length);
        while (!octets.IsEmpty)
        {
            var isValid = Rune.DecodeFromUtf8(octets, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            if (isValid) text.Append(rune);
            else foreach (var octet in octets[..used]) text.Append('\\').Append(octet.ToString("D3"));
            octets = octets[used..];
            if (text.Length > Most) throw new IOException("the file is large and mostly no text; name a master file");
        }

        return text.ToString();
    }
}
