using GlobalLb.Dns.Names;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace GlobalLb.Store.Tables;

/// <summary>Keeps a name as its absolute text.</summary>
internal sealed class DomainNameText() : ValueConverter<DomainName, string>(name => name.ToString(), text => DomainName.Parse(text));
