using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Declaring;

/// <summary>The shape of a whole configuration, taken from what the serialiser knows: what can be in its JSON can be in YAML.</summary>
internal sealed class ConfigurationShape
{
    private readonly Dictionary<Type, Shape> _known = [];

    /// <summary>The shape of <see cref="ConfigurationDocument"/>.</summary>
    public static ObjectShape Whole { get; } = (ObjectShape)new ConfigurationShape().Of(typeof(ConfigurationDocument));

    private Shape Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (_known.TryGetValue(type, out var known)) return known;
        var contract = ConfigurationJson.Options.GetTypeInfo(type);
        return contract switch
        {
            { PolymorphismOptions: { } options } => Choice(contract, options),
            { Kind: JsonTypeInfoKind.Object } => Object(contract, CamelCase(type), null),
            { Kind: JsonTypeInfoKind.Enumerable } => new ListShape(Of(contract.ElementType!)),
            _ => Scalar(contract),
        };
    }

    private ChoiceShape Choice(JsonTypeInfo contract, JsonPolymorphismOptions options)
    {
        var shape = new ChoiceShape(CamelCase(contract.Type), options.TypeDiscriminatorPropertyName);
        _known[contract.Type] = shape;
        foreach (var derived in options.DerivedTypes)
        {
            var kind = (string)derived.TypeDiscriminator!;
            shape.Kinds[kind] = Object(ConfigurationJson.Options.GetTypeInfo(derived.DerivedType), CamelCase(derived.DerivedType), (shape.Member, kind));
        }

        return shape;
    }

    private ObjectShape Object(JsonTypeInfo contract, string name, (string Member, string Value)? kind)
    {
        var shape = new ObjectShape(name, kind);
        _known[contract.Type] = shape;
        // An object as it is made when nothing is said of it; parts that only a constructor makes have no usual value.
        var usual = contract.Type.GetConstructor([]) is { } maker ? maker.Invoke(null) : null;
        foreach (var property in contract.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null))
        {
            var isRequired = property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false };
            var mayBeNothing = Nullable.GetUnderlyingType(property.PropertyType) is not null || (!property.PropertyType.IsValueType && property.IsSetNullable);
            shape.Members[property.Name] = new MemberShape(property.Name, Of(property.PropertyType), isRequired, mayBeNothing, isRequired ? null : Usual(property, usual));
        }

        return shape;
    }

    private static string? Usual(JsonPropertyInfo property, object? owner) =>
        owner is null || property.Get?.Invoke(owner) is not { } value ? null : JsonSerializer.Serialize(value, property.PropertyType, ConfigurationJson.Options);

    private static Shape Scalar(JsonTypeInfo contract)
    {
        var type = contract.Type;
        // The record types are an enumeration too, but have names that it does not list.
        if (type.IsEnum && JsonSerializer.Serialize(Enum.GetValues(type).GetValue(0), contract) is var first && first == Quoted(CamelCase(Enum.GetNames(type)[0])))
            return new WordShape([.. Enum.GetNames(type).Select(CamelCase)]);
        return Type.GetTypeCode(type.IsEnum ? typeof(string) : type) switch
        {
            TypeCode.Boolean => new FlagShape(),
            TypeCode.Byte => new NumberShape(true, byte.MinValue, byte.MaxValue),
            TypeCode.UInt16 => new NumberShape(true, ushort.MinValue, ushort.MaxValue),
            TypeCode.Int32 => new NumberShape(true, int.MinValue, int.MaxValue),
            TypeCode.UInt32 => new NumberShape(true, uint.MinValue, uint.MaxValue),
            TypeCode.Int64 => new NumberShape(true, long.MinValue, long.MaxValue),
            TypeCode.Double => new NumberShape(false, null, null),
            _ => new TextShape(contract),
        };
    }

    private static string Quoted(string word) => JsonValue.Create(word).ToJsonString();

    private static string CamelCase(Type type) => CamelCase(type.Name);

    private static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
