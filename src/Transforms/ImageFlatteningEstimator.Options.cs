using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow;

public sealed partial class ImageFlatteningEstimator
{
    /// <summary>The options of <see cref="ImageFlatteningEstimator"/>. They travel in the saved model.</summary>
    public sealed class Options
    {
        /// <summary>The largest <see cref="Height"/> and <see cref="Width"/>.</summary>
        public const int LargestSide = 4096;

        private static readonly JsonSerializerOptions Json = new()
        {
            IncludeFields = true,
            Converters = { new JsonStringEnumConverter() },
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { StartAsBefore } },
        };

        /// <summary>The column that is added: a vector of <see cref="Height"/> × <see cref="Width"/> × 3 values. Default
        /// "Features".</summary>
        public string OutputColumnName = "Features";

        /// <summary>
        /// The column with the pictures: a path (text), an encoded picture (vector of bytes) or an image.
        /// By default the one with the name of <see cref="OutputColumnName"/>.
        /// </summary>
        public string? InputColumnName;

        /// <summary>The height in pixels, 1 to <see cref="LargestSide"/>. Default 64.</summary>
        public int Height = 64;

        /// <summary>The width in pixels, 1 to <see cref="LargestSide"/>. Default 64.</summary>
        public int Width = 64;

        /// <summary><see cref="DataKind.Single"/> for values in 0..1, or <see cref="DataKind.Byte"/> for 0..255. Default
        /// Single.</summary>
        public DataKind OutputKind = DataKind.Single;

        /// <summary>How a picture of another size is brought to the wanted one. Default stretched.</summary>
        public ImageResizeMode ResizeMode = ImageResizeMode.Stretch;

        /// <summary>The order of the colour channels. Default red, green, blue.</summary>
        public ChannelOrder ChannelOrder = ChannelOrder.Rgb;

        /// <summary>Whether the channels of a pixel stand side by side or each channel is a plane of its own. Default side by
        /// side.</summary>
        public PixelLayout Layout = PixelLayout.Interleaved;

        /// <summary>
        /// The folder that relative paths start from; by default the current directory. A relative folder stays relative in the
        /// saved model. For paths only.
        /// </summary>
        public string? ImageFolder;

        /// <summary>
        /// Whether a picture that is much larger than wanted is decoded smaller than it is, at the smallest of its codec's scales
        /// that leaves both sides at least twice as long as wanted. JPEG and WebP have such scales (eighths). It is quicker and
        /// takes less memory; values differ by a level or two on average. Default true. For paths and encoded pictures.
        /// </summary>
        public bool ScaleWhileDecoding = true;

        /// <summary>Whether a picture is set upright if its EXIF data say how the camera was held. Default true. For paths and
        /// encoded pictures.</summary>
        public bool ApplyOrientation = true;

        /// <summary>
        /// A picture whose header declares more pixels is refused before memory is taken for it, and so is one of more than 8
        /// bytes for each of these pixels and 16 MiB besides, before it is read. At least 1; by default 67,108,864 = 8192 × 8192,
        /// which decode to 256 MiB. Neither side may have more than 65,535, whatever the cap. For paths and encoded pictures.
        /// </summary>
        public int PixelCap = 8192 * 8192;

        /// <summary>What becomes of a row whose picture cannot be read. For paths and encoded pictures. Default: to read it
        /// throws.</summary>
        public UnreadableImage OnUnreadableImage = UnreadableImage.Throw;

        /// <summary>Finds the options with which a model flattens pictures: in a fitted pipeline, or in what
        /// <c>mlContext.Model.Load</c> returns, where it stands as a chain of ML.NET's own transformers.</summary>
        /// <param name="model">A fitted pipeline or loaded model; if it flattens several times, the last is found.</param>
        /// <returns>A copy; null if the model flattens no pictures.</returns>
        /// <exception cref="FormatException">The options in it are damaged or of a later version.</exception>
        public static Options? FromModel(ITransformer model)
        {
            ArgumentNullException.ThrowIfNull(model);
            return SavedOptions.Find(model);
        }

        internal string ToJson() => JsonSerializer.Serialize(this, Json);

        internal static Options FromJson(string json)
        {
            try
            {
                return JsonSerializer.Deserialize<Options>(json, Json) ?? throw new JsonException("The options are null.");
            }
            catch (JsonException exception)
            {
                throw new FormatException(
                    $"The saved options of {nameof(ImageFlatteningEstimator)} are damaged, or from a newer version of " +
                    $"MlNetShallow than this one: {exception.Message}", exception);
            }
        }

        // What a model does not tell of, it was made without.
        private static void StartAsBefore(JsonTypeInfo type)
        {
            if (type.Type == typeof(Options))
                type.CreateObject = static () => new Options { ScaleWhileDecoding = false, ApplyOrientation = false };
        }

        internal void Validate()
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(OutputColumnName);
            if (InputColumnName is not null)
                ArgumentException.ThrowIfNullOrWhiteSpace(InputColumnName);
            CheckRange(nameof(Height), Height, 1, LargestSide);
            CheckRange(nameof(Width), Width, 1, LargestSide);
            CheckRange(nameof(PixelCap), PixelCap, 1, int.MaxValue);
            CheckDefined(nameof(ResizeMode), ResizeMode);
            CheckDefined(nameof(ChannelOrder), ChannelOrder);
            CheckDefined(nameof(Layout), Layout);
            CheckDefined(nameof(OnUnreadableImage), OnUnreadableImage);
            if (OutputKind is not (DataKind.Single or DataKind.Byte))
                throw Refusal(nameof(OutputKind), OutputKind, "Single or Byte");
            if (OutputKind == DataKind.Byte && OnUnreadableImage == UnreadableImage.NaN)
            {
                throw new ArgumentException(
                    $"{nameof(OnUnreadableImage)} = NaN needs {nameof(OutputKind)} = Single: a byte has no value for NaN, " +
                    $"and {nameof(OutputKind)} is Byte.");
            }
        }

        private static void CheckRange(string option, int value, int least, int most)
        {
            if (value < least || value > most)
                throw Refusal(option, value, $"{least} to {most}");
        }

        private static void CheckDefined<TEnum>(string option, TEnum value)
            where TEnum : struct, Enum
        {
            if (!Enum.IsDefined(value))
                throw Refusal(option, value, string.Join(" or ", Enum.GetNames<TEnum>()));
        }

        private static ArgumentOutOfRangeException Refusal(string option, object value, string wanted)
            => new(option, value, $"The option {option} must be {wanted}.");
    }
}
