using GlobalLb.Dns.Records;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace GlobalLb.Store.Tables;

/// <summary>Keeps a record type as its mnemonic.</summary>
internal sealed class RecordTypeText() : ValueConverter<RecordType, string>(type => RecordTypes.Format(type), text => Parse(text))
{
    private static RecordType Parse(string text) =>
        RecordTypes.TryParse(text, out var type) ? type : throw new FormatException($"'{text}' is no record type");
}
