using System.Text.Json.Serialization;

namespace GlobalLb.Vantage.Joining;

/// <summary>The JSON of what a vantage and Control tell one another. Members that are not known are left alone, so that either may be older.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Heartbeat))]
[JsonSerializable(typeof(OutcomeBatch))]
[JsonSerializable(typeof(SentOutcome))]
[JsonSerializable(typeof(TakenBatch))]
public sealed partial class JoiningJson : JsonSerializerContext;
