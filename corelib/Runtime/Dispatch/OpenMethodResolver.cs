using Internal.Runtime;

namespace System.Runtime;

/// <summary>What an open instance delegate calls. C# makes only closed ones over virtual methods, so the pointer is the method itself.</summary>
internal static class OpenMethodResolver
{
    internal static nint Resolve(nint pointer, object target) => pointer;
}
