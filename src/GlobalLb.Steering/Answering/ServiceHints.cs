using System.Runtime.CompilerServices;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>The endpoints of one priority: a few of each family, in the order in which they are answered.</summary>
internal ref struct ServiceHints
{
    /// <summary>The most of each family; they only save a look-up.</summary>
    public const int Most = 4;

    private readonly EndpointTable _endpoints;
    private Numbers _numbers;
    private int _count4;
    private int _count6;
    private int _next;

    /// <summary>None yet.</summary>
    public ServiceHints(EndpointTable endpoints)
    {
        Unsafe.SkipInit(out this);
        _endpoints = endpoints;
        (_count4, _count6, _next) = (0, 0, 0);
    }

    /// <summary>Takes the first endpoints of a choice.</summary>
    public void Add(in Choice choice, ulong draw)
    {
        ref var count = ref choice.IsIPv4 ? ref _count4 : ref _count6;
        for (var lineup = new Lineup(choice, draw); count < Most && lineup.TryNext(out var endpoint, out _); count++)
            _numbers[(choice.IsIPv4 ? 0 : Most) + count] = endpoint;
    }

    /// <summary>The next port that some of them have and none before.</summary>
    public bool TryNextPort(out ushort port)
    {
        for (; _next < Most * 2; _next++)
        {
            if (!Exists(_next)) continue;
            port = _endpoints.Port(_numbers[_next]);
            if (IsFirstOf(port, _next++)) return true;
        }

        port = 0;
        return false;
    }

    /// <summary>One of a family that has a port, from a place on that goes forward.</summary>
    public readonly bool TryNext(bool isIPv4, ushort port, ref int at, out ReadOnlySpan<byte> octets)
    {
        for (; at < Most; at++)
        {
            var place = (isIPv4 ? 0 : Most) + at;
            if (!Exists(place) || _endpoints.Port(_numbers[place]) != port) continue;
            octets = _endpoints.AddressOf(_numbers[place]);
            at++;
            return true;
        }

        octets = default;
        return false;
    }

    private readonly bool Exists(int place) => place < Most ? place < _count4 : place - Most < _count6;

    private readonly bool IsFirstOf(ushort port, int place)
    {
        for (var before = 0; before < place; before++)
            if (Exists(before) && _endpoints.Port(_numbers[before]) == port) return false;
        return true;
    }

    [InlineArray(Most * 2)]
    private struct Numbers
    {
        private int _first;
    }
}
