using System.Buffers;

namespace GlobalLb.Edge.Receiving;

/// <summary>Octets on their way into a stream, a piece at a time: what is written may have a hundred megabytes.</summary>
internal sealed class StreamOctets(Stream stream) : IBufferWriter<byte>
{
    private const int Piece = 1 << 15;

    private byte[] _piece = new byte[Piece];
    private int _length;

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Make(sizeHint);
        return _piece.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Make(sizeHint);
        return _piece.AsSpan(_length);
    }

    /// <summary>Hands over what is still here.</summary>
    public void Flush()
    {
        stream.Write(_piece, 0, _length);
        _length = 0;
    }

    private void Make(int sizeHint)
    {
        if (_piece.Length - _length >= Math.Max(1, sizeHint)) return;
        Flush();
        if (_piece.Length < sizeHint) _piece = new byte[sizeHint];
    }
}
