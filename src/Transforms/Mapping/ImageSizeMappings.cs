using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Image;

namespace MlNetShallow.Mapping;

/// <summary>
/// Tells the type of images of a known size, as <c>ResizeImages</c> makes them, to the process that loads a model. ML.NET does
/// not know that type by itself, and a contract carries no data; but a loaded model calls each of its contracts once, in their
/// order. So the size is spelt, a stage for each of its binary digits. The stages have no columns and do nothing with a row.
/// </summary>
internal static class ImageSizeMappings
{
    private const string Begin = "MlNetShallow.Image.Size.Begin";
    private const string Zero = "MlNetShallow.Image.Size.Zero";
    private const string One = "MlNetShallow.Image.Size.One";
    private const string Width = "MlNetShallow.Image.Size.Width";
    private const string End = "MlNetShallow.Image.Size.End";

    // A model is loaded by one thread; others may load others meanwhile.
    [ThreadStatic]
    private static int _height, _number;

    public static IEnumerable<IEstimator<ITransformer>> Create(TransformsCatalog catalog, ImageDataViewType type)
    {
        yield return Stage(new BeginMapping(), Begin);
        foreach (IEstimator<ITransformer> digit in Digits(type.Height))
            yield return digit;
        yield return Stage(new WidthMapping(), Width);
        foreach (IEstimator<ITransformer> digit in Digits(type.Width))
            yield return digit;
        yield return Stage(new EndMapping(), End);

        IEnumerable<IEstimator<ITransformer>> Digits(int side)
            => side.ToString("b", CultureInfo.InvariantCulture)
                .Select(digit => digit == '1' ? Stage(new OneMapping(), One) : Stage(new ZeroMapping(), Zero));

        CustomMappingEstimator<NoColumns, NoColumns> Stage(Mapping mapping, string contract)
            => catalog.CustomMapping(mapping.GetMapping(), contract);
    }

    private abstract class Mapping : CustomMappingFactory<NoColumns, NoColumns>
    {
        public sealed override Action<NoColumns, NoColumns> GetMapping()
        {
            Spell();
            return DoNothing;
        }

        protected abstract void Spell();

        // ML.NET finds the assembly by the mapping's method.
        private static void DoNothing(NoColumns source, NoColumns target)
        {
        }
    }

    [CustomMappingFactoryAttribute(Begin)]
    private sealed class BeginMapping : Mapping
    {
        protected override void Spell() => (_height, _number) = (0, 0);
    }

    [CustomMappingFactoryAttribute(Zero)]
    private sealed class ZeroMapping : Mapping
    {
        protected override void Spell() => _number *= 2;
    }

    [CustomMappingFactoryAttribute(One)]
    private sealed class OneMapping : Mapping
    {
        protected override void Spell() => _number = (_number * 2) + 1;
    }

    [CustomMappingFactoryAttribute(Width)]
    private sealed class WidthMapping : Mapping
    {
        protected override void Spell() => (_height, _number) = (_number, 0);
    }

    [CustomMappingFactoryAttribute(End)]
    private sealed class EndMapping : Mapping
    {
        protected override void Spell() => new ImageTypeAttribute(_height, _number).Register();
    }
}
