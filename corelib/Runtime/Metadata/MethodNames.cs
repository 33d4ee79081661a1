using System.Text;

namespace System.Runtime;

/// <summary>Names of methods by code address, from the data that ILC keeps for stack traces (--stacktracedata).</summary>
/// <remarks>
/// The map is a list of commands, each ending with the address of a method; what a command does not change (owning type, name, signature)
/// stays as the one before left it. The names themselves are in the embedded metadata.
/// </remarks>
internal static unsafe class MethodNames
{
    private const int MapBlob = 27;
    private const byte UpdateOwningType = 0x01;
    private const byte UpdateName = 0x02;
    private const byte UpdateSignature = 0x04;
    private const byte UpdateGenericSignature = 0x08;
    private const byte IsStackTraceHidden = 0x10;

    internal struct Entry
    {
        internal uint OwningType;
        internal uint Name;
        internal uint Signature;
        internal uint GenericArguments;
        internal bool IsHidden;
    }

    /// <summary>The method that contains an address, as a stack trace shows it; null when there is no data about it.</summary>
    internal static string? Find(nint address, out bool isHidden)
    {
        isHidden = false;
        if (!TryFind(address, out Entry entry))
            return null;
        isHidden = entry.IsHidden;
        if (entry.OwningType == 0)
            return null;
        StringBuilder text = new();
        MetadataNames.AppendMethod(text, entry);
        return text.ToString();
    }

    /// <summary>The type that owns the method at an address.</summary>
    internal static string? OwnerOf(nint address)
    {
        if (!TryFind(address, out Entry entry) || entry.OwningType == 0)
            return null;
        StringBuilder text = new();
        MetadataNames.AppendType(text, entry.OwningType, isQualified: true, '+');
        return text.ToString();
    }

    private static bool TryFind(nint address, out Entry entry)
    {
        entry = default;
        return FunctionTable.TryFind(address, out FunctionDescription function) && TryFindStart(function.MethodStart, out entry);
    }

    private static bool TryFindStart(byte* method, out Entry entry)
    {
        entry = default;
        byte* start = ProgramImage.Find((int)ProgramImage.Section.Blobs + MapBlob, out byte* end);
        if (start == null)
            return false;
        TableReader reader = new(start + sizeof(int));
        while (reader.Position < end)
        {
            byte command = reader.Byte();
            if ((command & UpdateOwningType) != 0)
                entry.OwningType = reader.UInt32();
            if ((command & UpdateName) != 0)
                entry.Name = reader.Unsigned();
            if ((command & (UpdateSignature | UpdateGenericSignature)) != 0)
            {
                entry.Signature = reader.Unsigned();
                entry.GenericArguments = (command & UpdateGenericSignature) != 0 ? reader.Unsigned() : 0;
            }
            entry.IsHidden = (command & IsStackTraceHidden) != 0;
            if ((byte*)reader.Relative32() == method)
                return true;
        }
        return false;
    }
}
