using System.Collections.Frozen;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>A number that may be written as a mnemonic; it is always formatted as the number.</summary>
/// <param name="word">What the number is called in sentences.</param>
/// <param name="octets">How many octets it has in wire form.</param>
/// <param name="mnemonics">The numbers by their mnemonics.</param>
internal sealed class MnemonicField(string word, int octets, FrozenDictionary<string, uint> mnemonics) : NumberField(word, octets)
{
    /// <inheritdoc/>
    protected override string Allowed => $"{base.Allowed} or one of {string.Join(", ", mnemonics.Keys.Order(StringComparer.Ordinal))}";

    /// <inheritdoc/>
    protected override bool TryParse(string field, out uint value) => base.TryParse(field, out value) || mnemonics.TryGetValue(field, out value);
}
