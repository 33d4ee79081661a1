// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>The names to ask for, in order.</summary>
internal unsafe ref struct NameSearch
{
    internal const int Size = 1024;

    private readonly byte* _name;

    /// <summary>The first to be asked for is the name as it is.</summary>
    internal readonly bool BeginsWithName;
    private byte* _rest;
    private bool _isFirst;
    private bool _isLast;

    internal NameSearch(byte* name, ResolverSettings* settings)
    {
        int dots = 0;
        byte* end = name;
        for (; *end != 0; end++)
        {
            dots += *end == '.' ? 1 : 0;
        }

        bool isAbsolute = end > name && end[-1] == '.';
        _name = name;
        _rest = isAbsolute ? C.Literal(""u8) : settings->Search;
        _isFirst = isAbsolute || dots >= settings->Dots;
        _isLast = !_isFirst;
        BeginsWithName = _isFirst;
    }

    /// <summary>False at the end. A domain that makes the name too long is left out.</summary>
    internal bool Next(byte* whole)
    {
        if (_isFirst)
        {
            _isFirst = false;
            return C.strlcpy(whole, _name, Size) < Size;
        }

        byte* domain = stackalloc byte[ResolverSettings.SearchSize];
        while (true)
        {
            _rest += C.strspn(_rest, C.Literal(" \t"u8));
            nuint length = C.strcspn(_rest, C.Literal(" \t"u8));
            if (length == 0)
            {
                break;
            }

            C.memcpy(domain, _rest, length);
            domain[length] = 0;
            _rest += length;
            if (C.JoinDomain(_name, domain, whole, Size))
            {
                return true;
            }
        }

        bool isLast = _isLast;
        _isLast = false;
        return isLast && C.strlcpy(whole, _name, Size) < Size;
    }
}
