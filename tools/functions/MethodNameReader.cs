// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Skift.ElfFiles;

namespace Skift.Functions;

/// <param name="IsHidden">From stack traces.</param>
internal sealed record MethodName(string Text, bool IsHidden);

/// <summary>Reads the names of methods from what ILC writes for stack traces (--stacktracedata).</summary>
/// <remarks>
/// A map, behind a word, of commands, each ending with the address of a method; what a command does not change (owning type, name,
/// signature) stays as the one before left it. The names are in the embedded metadata. Both are at the start of .rodata, with other data
/// for reflection, which the runtime has no use for, between them.
/// </remarks>
internal sealed class MethodNameReader
{
    private const string Metadata = "__embedded_metadata";
    private const string Map = "_stacktrace_methodRVA_to_token_mapping";
    private const byte UpdateOwningType = 0x01;
    private const byte UpdateName = 0x02;
    private const byte UpdateSignature = 0x04;
    private const byte UpdateGenericSignature = 0x08;
    private const byte IsStackTraceHidden = 0x10;

    private readonly ElfReader _elf;
    private readonly int _map;

    internal MethodNameReader(ElfReader elf)
    {
        _elf = elf;
        Section = Array.IndexOf(elf.SectionNames, ".rodata");
        int metadata = Array.IndexOf(elf.SymbolNames, Metadata);
        int map = Array.IndexOf(elf.SymbolNames, Map);
        if (metadata < 0 || map < 0 || elf.Symbols[metadata].SectionIndex != Section || elf.Symbols[map].SectionIndex != Section || elf.Symbols[metadata].Value != 0)
            throw new InvalidDataException("the data for stack traces is not at the start of .rodata");
        _map = (int)elf.Symbols[map].Value;
        End = (int)elf.Symbols.Where(symbol => symbol.SectionIndex == Section && symbol.Value > (ulong)_map).Min(symbol => symbol.Value);
    }

    internal int Section { get; }

    /// <summary>How much of the section is such data.</summary>
    internal int End { get; }

    /// <summary>The names, by the address of the method's first byte of code, from the start of the section.</summary>
    internal Dictionary<long, MethodName> Read()
    {
        ReadOnlySpan<byte> content = _elf.Content(Section)[..End];
        Dictionary<ulong, Elf.Rela> methods = _elf.RelocationsOf(Section).Where(rela => rela.Offset < (ulong)End).ToDictionary(rela => rela.Offset);
        MetadataNames names = new(content);
        NativeReader reader = new(content[(_map + sizeof(int))..]);
        Dictionary<long, MethodName> found = [];
        uint owner = 0, name = 0, signature = 0, arguments = 0;
        while (reader.Left > 0)
        {
            byte command = reader.Byte();
            if ((command & UpdateOwningType) != 0)
                owner = reader.UInt32();
            if ((command & UpdateName) != 0)
                name = reader.Unsigned();
            if ((command & (UpdateSignature | UpdateGenericSignature)) != 0)
            {
                signature = reader.Unsigned();
                arguments = (command & UpdateGenericSignature) != 0 ? reader.Unsigned() : 0;
            }
            // Behind the last command there is nothing but what aligns the data that follows.
            if (!methods.TryGetValue((ulong)(End - reader.Left), out Elf.Rela method))
                break;
            reader.UInt32();
            bool isHidden = (command & IsStackTraceHidden) != 0;
            // What stack traces leave out ILC may leave without a name.
            if (owner != 0 || isHidden)
                found[(long)_elf.Symbols[method.Symbol].Value + method.Addend] = new MethodName(owner == 0 ? "" : names.Method(owner, name, signature, arguments), isHidden);
        }
        return found;
    }
}
