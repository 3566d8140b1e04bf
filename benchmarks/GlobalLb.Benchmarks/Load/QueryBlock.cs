namespace GlobalLb.Benchmarks.Load;

/// <summary>Queries in memory outside the collected heap, asked one after the other, for ever.</summary>
internal sealed unsafe class QueryBlock
{
    private const int HeaderLength = 12;

    private readonly LoadNative.Part[] _queries;
    private readonly int[] _questionLengths;
    private int _next;

    /// <summary>Copies queries; they stay for the life of the process.</summary>
    public QueryBlock(IReadOnlyList<byte[]> queries)
    {
        _queries = new LoadNative.Part[queries.Count];
        _questionLengths = new int[queries.Count];
        var at = LoadNative.Allocate<byte>(queries.Sum(query => query.Length));
        for (var i = 0; i < _queries.Length; i++)
        {
            var query = queries[i];
            query.CopyTo(new Span<byte>(at, query.Length));
            _queries[i] = new LoadNative.Part { Start = at, Length = (nuint)query.Length };
            _questionLengths[i] = QuestionLength(query);
            at += query.Length;
        }
    }

    /// <summary>The octets of a query.</summary>
    public LoadNative.Part this[int query] => _queries[query];

    /// <summary>The query whose turn it is.</summary>
    public int Next()
    {
        var next = _next;
        _next = next + 1 == _queries.Length ? 0 : next + 1;
        return next;
    }

    /// <summary>The question of a query: name, type and class.</summary>
    public ReadOnlySpan<byte> Question(int query) => new(_queries[query].Start + HeaderLength, _questionLengths[query]);

    private static int QuestionLength(byte[] query)
    {
        var at = HeaderLength;
        while (query[at] != 0) at += query[at] + 1;
        return at + 5 - HeaderLength;
    }
}
