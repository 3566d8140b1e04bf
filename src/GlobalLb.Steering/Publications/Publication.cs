using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Publications;

/// <summary>One message on the feed, complete in itself: never a difference, so that losing one loses nothing.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ConfigurationPublication), "configuration")]
[JsonDerivedType(typeof(HealthPublication), "health")]
[JsonDerivedType(typeof(AliasPublication), "aliases")]
[JsonDerivedType(typeof(CookieSecretPublication), "cookieSecrets")]
public abstract record Publication
{
    /// <summary>Which system it is of; a system is one configuration database.</summary>
    public required Guid System { get; init; }

    /// <summary>Which leadership published it; a later leader has a higher term.</summary>
    public required long Term { get; init; }

    /// <summary>Its place among the publications of its kind and term.</summary>
    [JsonIgnore]
    public abstract long Order { get; }
}
