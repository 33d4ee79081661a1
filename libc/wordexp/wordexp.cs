// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>wordexp.h (POSIX.1-2008 wordexp()): words as the shell expands them. Only commands need a shell.</summary>
public static unsafe partial class C
{
    private const int HasOffset = 1;
    private const int Appends = 2;
    private const int Reuses = 8;

    /// <summary>C's wordexp_t.</summary>
    internal struct WordResult
    {
        internal nuint Count;
        internal byte** Words;
        internal nuint Offset;
    }

    /// <returns>0, or WRDE_BADCHAR, WRDE_BADVAL, WRDE_CMDSUB, WRDE_SYNTAX; WRDE_NOSPACE is the only error with a result.</returns>
    [RuntimeExport("wordexp")]
    internal static int wordexp(byte* text, WordResult* result, int flags)
    {
        if ((flags & Reuses) != 0)
        {
            wordfree(result);
        }

        WordFields fields = default;
        int error = WordExpander.Expand(text, flags, &fields);
        if (error == 0 || error == WordExpander.NoSpace)
        {
            bool isAppended = MoveWords(&fields, result, flags);
            error = isAppended ? error : WordExpander.NoSpace;
        }

        fields.Free();
        return error;
    }

    [RuntimeExport("wordfree")]
    internal static void wordfree(WordResult* result)
    {
        for (nuint i = 0; result->Words != null && i < result->Count; i++)
        {
            free(result->Words[result->Offset + i]);
        }

        free(result->Words);
        result->Words = null;
        result->Count = 0;
    }

    private static bool MoveWords(WordFields* fields, WordResult* result, int flags)
    {
        bool isAppending = (flags & Appends) != 0;
        nuint offset = (flags & HasOffset) != 0 ? result->Offset : 0;
        nuint before = isAppending ? result->Count : 0;
        byte** words = (byte**)reallocarray(isAppending ? result->Words : null, offset + before + fields->Count + 1, (nuint)sizeof(byte*));
        if (words == null)
        {
            return false;
        }

        for (nuint i = 0; i < offset; i++)
        {
            words[i] = null;
        }

        for (nuint i = 0; i < fields->Count; i++)
        {
            words[offset + before + i] = fields->Words[i];
        }

        words[offset + before + fields->Count] = null;
        result->Words = words;
        result->Count = before + fields->Count;
        result->Offset = offset;
        fields->Count = 0;
        return true;
    }
}
