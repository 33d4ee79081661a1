using Internal.Runtime;

namespace System.Runtime;

/// <summary>Names of types, for exception texts and <see cref="object.ToString"/>.</summary>
internal static unsafe class TypeNames
{
    /// <summary>What <see cref="Type.ToString"/> shows: arguments in brackets without assemblies.</summary>
    internal static string Display(MethodTable* type) => FullName(type);

    internal static string FullName(MethodTable* type) => "";

    internal static string Name(MethodTable* type) => "";

    internal static string? Namespace(MethodTable* type) => null;

    /// <summary>The type whose static constructor has this address.</summary>
    internal static string OfStaticConstructor(nint code) => "";
}
