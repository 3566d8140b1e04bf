namespace GlobalLb.Steering.Places;

/// <summary>
/// The places in the records of a MaxMind DB file, as numbers. Read are <c>country.iso_code</c>, without it
/// <c>registered_country.iso_code</c>, <c>continent.code</c>, the first of <c>subdivisions</c> by its <c>iso_code</c>,
/// <c>location</c> by its <c>latitude</c> and <c>longitude</c>, and <c>autonomous_system_number</c>, at the top or among the
/// <c>traits</c>; where a file has plain strings for country and continent, as some makers do, those. Every record is read once.
/// </summary>
internal ref struct MmdbPlaces
{
    private readonly Dictionary<int, int> _known = [];
    private readonly PlaceNumbers _numbers;
    private MmdbValues _values;

    public MmdbPlaces(ReadOnlySpan<byte> section, PlaceNumbers numbers)
    {
        _values = new MmdbValues(section);
        _numbers = numbers;
    }

    /// <summary>What is wrong with the records; null as long as nothing is.</summary>
    public readonly string? Problem => _values.Problem;

    /// <summary>The number of the place that a record tells of; 0 when it tells of none.</summary>
    public bool TryRead(int record, out int number)
    {
        if (_known.TryGetValue(record, out number)) return true;
        if (!TryReadRecord(record, out var place)) return false;
        _known.Add(record, number = _numbers.Of(place));
        return true;
    }

    private bool TryReadRecord(int at, out Place place)
    {
        place = default;
        if (!_values.TryRead(ref at, out var record)) return false;
        if (record.Kind != MmdbKind.Map) return true;
        var said = new Said { Latitude = double.NaN, Longitude = double.NaN };
        at = record.At;
        for (var i = 0; i < record.Size; i++)
        {
            if (!_values.TryReadString(ref at, out var key) || !TryReadPart(key, at, ref said) || !_values.TrySkip(ref at)) return false;
        }

        place = Place.Of(said.Country.IsEmpty ? said.Registered : said.Country, said.Continent, said.Subdivision)
            .At(new Coordinates(said.Latitude, said.Longitude)).In(said.Asn);
        return true;
    }

    private bool TryReadPart(scoped ReadOnlySpan<byte> key, int at, ref Said said)
    {
        if (key.SequenceEqual("country"u8)) return TryReadCode(at, "iso_code"u8, out said.Country);
        if (key.SequenceEqual("registered_country"u8)) return TryReadCode(at, "iso_code"u8, out said.Registered);
        if (key.SequenceEqual("continent"u8)) return TryReadCode(at, "code"u8, out said.Continent);
        if (key.SequenceEqual("subdivisions"u8)) return TryReadFirst(at, out said.Subdivision);
        if (key.SequenceEqual("location"u8)) return TryReadNumber(at, "latitude"u8, ref said.Latitude) && TryReadNumber(at, "longitude"u8, ref said.Longitude);
        if (key.SequenceEqual("autonomous_system_number"u8)) return TryReadAsn(at, ref said.Asn);
        return !key.SequenceEqual("traits"u8) || !TryFind(at, "autonomous_system_number"u8, out var number) ? Problem is null : TryReadAsn(number, ref said.Asn);
    }

    // Where the value of a key is in the map at a place; false: there is none, or there is a problem.
    private bool TryFind(int at, ReadOnlySpan<byte> wanted, out int found)
    {
        found = 0;
        if (!_values.TryRead(ref at, out var map) || map.Kind != MmdbKind.Map) return false;
        found = map.At;
        for (var i = 0; i < map.Size; i++)
        {
            if (!_values.TryReadString(ref found, out var key)) return false;
            if (key.SequenceEqual(wanted)) return true;
            if (!_values.TrySkip(ref found)) return false;
        }

        return false;
    }

    private bool TryReadCode(int at, ReadOnlySpan<byte> wanted, out ReadOnlySpan<byte> code)
    {
        code = default;
        var begun = at;
        if (!_values.TryRead(ref at, out var value)) return false;
        if (value.Kind == MmdbKind.String) code = _values.Content(value);
        else if (TryFind(begun, wanted, out var found)) return TryReadCode(found, out code);
        return Problem is null;
    }

    private bool TryReadCode(int at, out ReadOnlySpan<byte> code)
    {
        code = default;
        if (!_values.TryRead(ref at, out var value)) return false;
        if (value.Kind == MmdbKind.String) code = _values.Content(value);
        return true;
    }

    private bool TryReadFirst(int at, out ReadOnlySpan<byte> code)
    {
        code = default;
        if (!_values.TryRead(ref at, out var array)) return false;
        return array.Kind != MmdbKind.Array || array.Size == 0 || TryReadCode(array.At, "iso_code"u8, out code);
    }

    private bool TryReadNumber(int at, ReadOnlySpan<byte> wanted, ref double number)
    {
        if (!TryFind(at, wanted, out var found)) return Problem is null;
        if (!_values.TryRead(ref found, out var value)) return false;
        number = _values.Real(value) ?? number;
        return true;
    }

    private bool TryReadAsn(int at, ref uint asn)
    {
        if (!_values.TryRead(ref at, out var value)) return false;
        if (_values.Unsigned(value) is { } number and <= uint.MaxValue) asn = (uint)number;
        return true;
    }

    // What a record says, as it says it.
    private ref struct Said
    {
        public ReadOnlySpan<byte> Country, Registered, Continent, Subdivision;
        public double Latitude, Longitude;
        public uint Asn;
    }
}
