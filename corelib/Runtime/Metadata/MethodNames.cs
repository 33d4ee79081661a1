namespace System.Runtime;

/// <summary>Names of methods by code address.</summary>
internal static class MethodNames
{
    internal static string? Find(nint address, out bool isHidden)
    {
        isHidden = false;
        return null;
    }
}
