namespace GlobalLb.Steering.Answering;

/// <summary>A name that stands uncompressed in the message being written, so that later owners can point into it.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Its length in wire form.</param>
internal readonly record struct WrittenName(int Offset, int Length)
{
    /// <summary>Where its last <paramref name="length"/> octets begin: one of its ancestors.</summary>
    public int Suffix(int length) => Offset + Length - length;
}
