namespace GlobalLb.Steering.Places;

/// <summary>
/// The places in the records of a MaxMind DB file. Read are <c>country.iso_code</c>, without it
/// <c>registered_country.iso_code</c>, and <c>continent.code</c>; where a file has plain strings at these places, as some
/// makers do, those. Every record is read once.
/// </summary>
internal ref struct MmdbPlaces
{
    private readonly Dictionary<int, Place> _known = [];
    private MmdbValues _values;

    public MmdbPlaces(ReadOnlySpan<byte> section) => _values = new MmdbValues(section);

    /// <summary>What is wrong with the records; null as long as nothing is.</summary>
    public readonly string? Problem => _values.Problem;

    /// <summary>The place that a record tells of; nowhere when it tells of none.</summary>
    public bool TryRead(int record, out Place place)
    {
        if (_known.TryGetValue(record, out place)) return true;
        if (!TryReadRecord(record, out place)) return false;
        _known.Add(record, place);
        return true;
    }

    private bool TryReadRecord(int at, out Place place)
    {
        place = default;
        if (!_values.TryRead(ref at, out var record)) return false;
        if (record.Kind != MmdbKind.Map) return true;
        ReadOnlySpan<byte> country = default, registered = default, continent = default;
        at = record.At;
        for (var i = 0; i < record.Size; i++)
        {
            if (!_values.TryReadString(ref at, out var key)) return false;
            if (key.SequenceEqual("country"u8) && !TryReadCode(at, "iso_code"u8, out country)) return false;
            if (key.SequenceEqual("registered_country"u8) && !TryReadCode(at, "iso_code"u8, out registered)) return false;
            if (key.SequenceEqual("continent"u8) && !TryReadCode(at, "code"u8, out continent)) return false;
            if (!_values.TrySkip(ref at)) return false;
        }

        place = Place.Of(country.IsEmpty ? registered : country, continent);
        return true;
    }

    private bool TryReadCode(int at, ReadOnlySpan<byte> wanted, out ReadOnlySpan<byte> code)
    {
        code = default;
        if (!_values.TryRead(ref at, out var value)) return false;
        if (value.Kind == MmdbKind.String) code = _values.Content(value);
        if (value.Kind != MmdbKind.Map) return true;
        at = value.At;
        for (var i = 0; i < value.Size; i++)
        {
            if (!_values.TryReadString(ref at, out var key)) return false;
            if (key.SequenceEqual(wanted)) return TryReadCode(at, out code);
            if (!_values.TrySkip(ref at)) return false;
        }

        return true;
    }

    private bool TryReadCode(int at, out ReadOnlySpan<byte> code)
    {
        code = default;
        if (!_values.TryRead(ref at, out var value)) return false;
        if (value.Kind == MmdbKind.String) code = _values.Content(value);
        return true;
    }
}
