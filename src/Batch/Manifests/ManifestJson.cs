using System.Text.Json.Serialization;

namespace MlNetShallow.Batch.Manifests;

/// <summary>The JSON form of manifests. What it does not know, or misses, is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    NewLine = "\n",
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JobManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
