using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Transforms;

namespace MlNetShallow.Trainer.Tests.Persistence;

/// <summary>What SECURITY.md says of models: to load one with ML.NET is to run code that it chooses.</summary>
public class ModelTrustTests
{
    private const string Contract = "ModelTrustTests.Mapping";

    private static int _mappingsMade;

    // ModelLoadContext.EnsureLoaderAssemblyIsRegistered and LambdaTransform.Create of ML.NET load what a model names.
    [Fact]
    public void ToLoadAModelIsToLoadTheAssemblyThatItNames()
    {
        // Deployed with every program, as it comes with .NET, and nothing here makes use of it.
        const string Named = "System.Net.Ping";
        Assert.DoesNotContain(Named, LoadedAssemblies());
        string ours = typeof(ModelTrustTests).Assembly.FullName!;
        byte[] model = WithText(SavedModel(), ours, Named.PadRight(ours.Length));

        // It has no such contract.
        Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(new MemoryStream(model), out _));

        Assert.Contains(Named, LoadedAssemblies());
    }

    [Fact]
    public void ToLoadAModelIsToRunCodeOfTheAssemblyThatItNames()
    {
        byte[] model = SavedModel();
        int before = _mappingsMade;

        // Nobody has registered anything with this context.
        new MLContext().Model.Load(new MemoryStream(model), out _);

        Assert.Equal(before + 1, _mappingsMade);
    }

    private static byte[] SavedModel()
    {
        var context = new MLContext();
        IDataView data = context.Data.LoadFromEnumerable([new From { A = 1 }]);
        ITransformer model = context.Transforms.CustomMapping<From, To>(Mapping.Map, Contract).Fit(data);
        using var stream = new MemoryStream();
        context.Model.Save(model, data.Schema, stream);
        return stream.ToArray();
    }

    /// <summary>The model with a text in it replaced by one as long.</summary>
    private static byte[] WithText(byte[] model, string text, string other)
    {
        byte[] wanted = Encoding.Unicode.GetBytes(text), put = Encoding.Unicode.GetBytes(other);
        int replaced = 0;
        using var stream = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(model)))
        using (var target = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in source.Entries)
            {
                using var content = new MemoryStream();
                using (Stream from = entry.Open())
                    from.CopyTo(content);
                byte[] bytes = content.ToArray();
                int at = bytes.AsSpan().IndexOf(wanted);
                if (at >= 0)
                {
                    put.CopyTo(bytes, at);
                    replaced++;
                }

                using Stream to = target.CreateEntry(entry.FullName).Open();
                to.Write(bytes);
            }
        }

        Assert.Equal(1, replaced);
        return stream.ToArray();
    }

    private static IEnumerable<string?> LoadedAssemblies()
        => AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name);

    private sealed class From
    {
        public float A { get; set; }
    }

    private sealed class To
    {
        public float B { get; set; }
    }

    [CustomMappingFactoryAttribute(Contract)]
    private sealed class Mapping : CustomMappingFactory<From, To>
    {
        public static void Map(From from, To to) => to.B = from.A;

        public override Action<From, To> GetMapping()
        {
            _mappingsMade++;
            return Map;
        }
    }
}
