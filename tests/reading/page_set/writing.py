# -*- coding: utf-8 -*-
"""How the pages of both sets are written: blocks, cells, page furniture, expectations, files; standard library only."""
import base64, html, json, os, quopri, re, sys
from tables import *

# ------------------------------------------------------------------ content as blocks
SIX = {
    'a': '本年报由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成。',
    'b': '本报告包括“总体情况”“主动公开政府信息情况”“收到和处理政府信息公开申请情况”“政府信息公开行政复议、行政诉讼情况”“存在的主要问题及改进情况”“其他需要报告的事项”六个部分。',
    'c': '全文共分六个部分：一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况；四、政府信息公开行政复议、行政诉讼情况；五、存在的主要问题及改进情况；六、其他需要报告的事项。',
}
ASP = {'2021': ['主动公开', '依申请公开', '政府信息管理', '政府信息公开平台建设', '监督保障'],
       'trial': ['主动公开', '依申请公开', '政府信息管理', '平台建设', '监督保障']}
CN = '一二三四五六'


def preface(r, six=None):
    y = r['year']
    doc = ('《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）'
           if r['edition'] == '2021' else
           '《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）')
    s = '根据《中华人民共和国政府信息公开条例》（国务院令第711号）和%s要求，%s编制本报告。' % (doc, r['unit'])
    if six:
        s += SIX[six]
    s += '本报告所列数据统计期限为%d年1月1日至%d年12月31日。' % (y, y)
    return s + r['contact']


def title_of(r, form='std'):
    u, y = r['unit'], r['year']
    return {'std': '%s%d年政府信息公开工作年度报告' % (u, y),
            'front': '%d年%s政府信息公开工作年度报告' % (y, u),
            'about': '%s关于%d年度政府信息公开工作的报告' % (u, y),
            'street': '%d年%s信息公开工作报告' % (y, r['short']),
            'plain': '政府信息公开工作年度报告',
            'yearly': '%s%d年度政府信息公开年度报告' % (u, y),
            'gov': '%s%d年政务信息公开工作报告' % (u, y)}[form]


def blocks(r, six=None, pre='before', head2=True, runin=False, oneis=False, h2style='（%s）%s', t3prose=False,
           lead=None, head1=None, sign=True, ordinals=True, names=None):
    """list of (kind, section, text).  kinds: preface h1 h2 p t lead sign joined"""
    b = []
    h = dict(H)
    if head1:
        h[1] = head1
    if not ordinals:
        h = {k: v[2:] for k, v in h.items()}
    pf = preface(r, six)
    if pre == 'before':
        b.append(('preface', 0, pf))
    if pre == 'joined':
        b.append(('joined', 1, pf, h[1]))
    else:
        b.append(('h1', 1, h[1]))
    if pre == 'under':
        b.append(('preface', 1, pf))
    asp = names or ASP[r['edition']]
    if oneis:
        b.append(('p', 1, ''.join('%s是%s方面。%s' % (CN[i], asp[i], t) for i, t in enumerate(r['aspects']))))
    else:
        for i, t in enumerate(r['aspects']):
            hd = h2style % ((CN[i], asp[i]) if h2style.count('%s') == 2 else asp[i])
            if runin:
                b.append(('p', 1, hd + '。' + t))
            else:
                if head2:
                    b.append(('h2', 1, hd))
                b.append(('p', 1, t))
    b.append(('h1', 2, h[2]))
    if lead:
        b.append(('p', 2, lead))
    b.append(('t', 2, ''))
    b.append(('h1', 3, h[3]))
    if t3prose:
        f = r['f']
        b.append(('p', 3, '%d年，%s共处理申请%d件，其中新收%d件、上年结转%d件；已答复%d件，另有%d件转到下一年度。'
                  % (r['year'], r['short'], f['all'], f['new'], f['cin'], f['tot'], f['out'])))
    if lead:
        b.append(('p', 3, lead))
    b.append(('t', 3, ''))
    b.append(('h1', 4, h[4]))
    b.append(('t', 4, ''))
    b.append(('h1', 5, h[5]))
    if runin or oneis:
        b.append(('p', 5, '存在的主要问题：' + ''.join(r['problems'])))
        b.append(('p', 5, '改进措施：' + ''.join(r['measures'])))
    else:
        b.append(('h2', 5, '（一）存在的主要问题'))
        b += [('p', 5, x) for x in r['problems']]
        b.append(('h2', 5, '（二）改进情况'))
        b += [('p', 5, x) for x in r['measures']]
    b.append(('h1', 6, h[6]))
    b.append(('p', 6, r['other']))
    if sign:
        b.append(('sign', 6, r['unit']))
        b.append(('sign', 6, '%d年1月%d日' % (r['year'] + 1, 9 + r['f']['Y'] % 17)))
    return b


# ------------------------------------------------------------------ tables as rows of (text, colspan, rowspan, kind)
def t2_rows(r, bump=None):
    d = r['t2']
    g = lambda k: str(d[k])
    L = lambda t, c=1, rs=1: (t, c, rs, 'lab')
    V = lambda t, c=1: (t, c, 1, 'val')
    Hd = lambda t, c=1: (t, c, 1, 'head')
    T = lambda t, c: [(t, c, 1, 'title')]
    if r['edition'] == '2021':
        i1, i5, i6, i8 = ['第二十条第（%s）项' % x for x in '一五六八']
        out = [[T(i1, 4), [Hd('信息内容'), Hd('本年制发件数'), Hd('本年废止件数'), Hd('现行有效件数')]]]
        for lab in ('规章', '行政规范性文件'):
            out[0].append([L(lab)] + [V(g('%s/%s|%s' % (i1, lab, c))) for c in ('本年制发件数', '本年废止件数', '现行有效件数')])
        q = '本年处理决定数量'
        out.append([T(i5, 4), [Hd('信息内容'), Hd(q, 3)], [L('行政许可'), V(g(i5 + '/行政许可|' + q), 3)]])
        out.append([T(i6, 4), [Hd('信息内容'), Hd(q, 3)], [L('行政处罚'), V(g(i6 + '/行政处罚|' + q), 3)],
                    [L('行政强制'), V(g(i6 + '/行政强制|' + q), 3)]])
        q = '本年收费金额（单位：万元）'
        out.append([T(i8, 4), [Hd('信息内容'), Hd(q, 3)], [L('行政事业性收费'), V(g(i8 + '/行政事业性收费|' + q), 3)]])
        return out
    i1, i5, i6, i8, i9 = ['第二十条第（%s）项' % x for x in '一五六八九']
    c1 = ['本年新制作数量', '本年新公开数量', '对外公开总数量']
    cx = ['上一年项目数量', '本年增/减', '处理决定数量']
    out = [[T(i1, 5), [Hd('信息内容'), Hd(c1[0]), Hd(c1[1], 2), Hd(c1[2])]]]
    for lab in ('规章', '规范性文件'):
        k = [g('%s/%s|%s' % (i1, lab, c)) for c in c1]
        out[0].append([L(lab), V(k[0]), V(k[1], 2), V(k[2])])
    for it, labs in ((i5, ['行政许可', '其他对外管理服务事项']), (i6, ['行政处罚', '行政强制'])):
        blk = [T(it, 5), [Hd('信息内容'), Hd(cx[0]), Hd(cx[1], 2), Hd(cx[2])]]
        for lab in labs:
            k = [g('%s/%s|%s' % (it, lab, c)) for c in cx]
            blk.append([L(lab), V(k[0], 2), V(k[1]), V(k[2])])
        out.append(blk)
    out.append([T(i8, 5), [Hd('信息内容'), Hd(cx[0], 2), Hd(cx[1], 2)],
                [L('行政事业性收费'), V(g(i8 + '/行政事业性收费|' + cx[0]), 2), V(g(i8 + '/行政事业性收费|' + cx[1]), 2)]])
    out.append([T(i9, 5), [Hd('信息内容'), Hd('采购项目数量', 2), Hd('采购总金额', 2)],
                [L('政府集中采购'), V(g(i9 + '/政府集中采购|采购项目数量'), 2), V(g(i9 + '/政府集中采购|采购总金额'), 2)]])
    return out


def t3_rows(r, flat_head=False):
    Hd = lambda t, c=1, rs=1: (t, c, rs, 'head')
    rows = [[Hd(NOTE, 3, 3), Hd('申请人情况', 7)]]
    if flat_head:   # no rowspan for 自然人/总计: empty cells under them
        rows.append([Hd('自然人'), Hd('法人或其他组织', 5), Hd('总计')])
        rows.append([Hd('')] + [Hd(c) for c in COLS[1:6]] + [Hd('')])
    else:
        rows.append([Hd('自然人', 1, 2), Hd('法人或其他组织', 5), Hd('总计', 1, 2)])
        rows.append([Hd(c) for c in COLS[1:6]])
    n_res = sum(1 for p in r['t3'] if p[0] == R3)
    seen = set()
    counts = {}
    for p in r['t3']:
        if len(p) == 3:
            counts[p[1]] = counts.get(p[1], 0) + 1
    for p, v in r['t3'].items():
        row = []
        if len(p) == 1:
            row.append((p[0], 3, 1, 'lab'))
        else:
            if R3 not in seen:
                seen.add(R3)
                row.append((R3, 1, n_res, 'lab'))
            if len(p) == 2:
                row.append((p[1], 2, 1, 'lab'))
            else:
                if p[1] not in seen:
                    seen.add(p[1])
                    row.append((p[1], 1, counts[p[1]], 'lab'))
                row.append((p[2], 1, 1, 'lab'))
        row += [(str(x), 1, 1, 'val') for x in v]
        rows.append(row)
    return rows


def t4_rows(r):
    Hd = lambda t, c=1, rs=1: (t, c, rs, 'head')
    labs = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
    rows = [[Hd('行政复议', 5), Hd('行政诉讼', 10)],
            [Hd(x, 1, 2) for x in labs] + [Hd('未经复议直接起诉', 5), Hd('复议后起诉', 5)],
            [Hd(x) for x in labs + labs]]
    rows.append([(str(v), 1, 1, 'val') for v in r['t4'].values()])
    return rows


def tabs(r, n, **k):
    if n == 2:
        return [row for blk in t2_rows(r) for row in blk]
    return t3_rows(r, **k) if n == 3 else t4_rows(r)


E = html.escape
esc = lambda s: E(s, quote=False)


def table(rows, cell=None, attr=' border="1" cellspacing="0" cellpadding="0"', tr='<tr>', th=False, tail=0, tdattr='', up=False,
          close=True, nl='\n'):
    cell = cell or (lambda t, k: esc(t))
    out = ['<table%s>' % attr, '<tbody>']
    for row in rows:
        out.append(tr)
        for t, c, rs, k in row:
            a = (' colspan="%d"' % c if c > 1 else '') + (' rowspan="%d"' % rs if rs > 1 else '') + tdattr
            tag = 'th' if th and k in ('head', 'title') else 'td'
            out.append('<%s%s>%s%s' % (tag, a, cell(t, k), '</%s>' % tag if close else ''))
        out += ['<td%s></td>' % tdattr] * tail
        if close:
            out.append('</tr>')
    out += ['</tbody>', '</table>']
    s = nl.join(out)
    return re.sub(r'</?[a-z]+', lambda m: m.group().upper(), s) if up else s


# ---- cell writers
def c_p(t, k):
    return '<p style="text-align:center">%s</p>' % (esc(t) if t else '&nbsp;')


def c_blankzero(t, k):
    return '&nbsp;' if k == 'val' and t == '0' else esc(t)


def c_trueblank(t, k):
    return '' if k == 'val' and t == '0' else esc(t)


def c_slash(t, k):
    return '/' if k == 'val' and t == '0' else esc(t)


BREAKS = {'商业企业': '商业<br/>企业', '科研机构': '科研<br/>机构', '社会公益组织': '社会公<br/>益组织', '法律服务机构': '法律服<br/>务机构',
          '自然人': '自<br/>然<br/>人', '总计': '总<br>计', '本年制发件数': '本年<br/>制发件数', '本年废止件数': '本年<br/>废止件数', '（三）不予公开': '（三）不<br>予<br>公<br>开',
          '（四）无法提供': '（四）<br>无法提供', '三、本年度办理结果': '三、<br>本<br>年<br>度<br>办<br>理<br>结<br>果',
          '现行有效件数': '现行<br/>有效件数', '未经复议直接起诉': '未经复议<br/>直接起诉', '结果维持': '结果<br/>维持', '结果纠正': '结果<br/>纠正',
          '本年新制作数量': '本年新<br/>制作数量', '本年新公开数量': '本年新<br/>公开数量', '对外公开总数量': '对外公开<br/>总数量'}


def c_broken(t, k):
    return BREAKS.get(t, esc(t))


def c_broken_p(t, k):        # the parts of a broken label each in its own paragraph
    if t in BREAKS:
        return ''.join('<p class="MsoNormal" align="center">%s</p>' % x for x in re.split(r'<br/?>', BREAKS[t]))
    return '<p class="MsoNormal" align="center">%s</p>' % (esc(t) if t else '<o:p>&nbsp;</o:p>')


def soup(s, seed=1, style=True):
    """cut a run inside words and numbers, each piece in its own span"""
    g = LCG(seed + len(s))
    out, i = [], 0
    fonts = ['font-family:仿宋_GB2312;font-size:21px', 'font-family:Times New Roman;font-size:21px', 'letter-spacing:0', 'color:#000000']
    while i < len(s):
        n = 1 + g.n(7)
        a = ' style="%s"' % fonts[g.n(4)] if style else ''
        x = '<span%s>%s</span>' % (a, esc(s[i:i + n]))
        if g.n(5) == 0:
            x = '<span>%s</span>' % x
        out.append(x)
        i += n
    return ''.join(out)


def c_soup(t, k):
    return '<p>%s</p>' % soup(t, 3) if t else '<p><span>&nbsp;</span></p>'


# ------------------------------------------------------------------ chrome
def menu_of(words, kind='ul'):
    if kind == 'ul':
        return '<div class="header"><ul class="nav">' + ''.join('<li><a href="/c%d/">%s</a></li>' % (i, w) for i, w in enumerate(words)) + '</ul></div>'
    return '<TABLE width=1000 align=center><TR>' + ''.join('<TD><A href="/%d.htm">%s</A></TD>' % (i, w) for i, w in enumerate(words)) + '</TR></TABLE>'


def crumb(*w):
    return '<div class="position">当前位置：' + ' &gt; '.join('<a href="#">%s</a>' % x for x in w) + '</div>'


def page(title, body, charset='utf-8', head='', doctype='<!DOCTYPE html>', nl='\n'):
    return nl.join([doctype, '<html>', '<head>', '<meta charset="%s">' % charset if charset == 'utf-8' else
                    '<meta http-equiv="Content-Type" content="text/html; charset=%s">' % charset,
                    '<title>%s</title>' % title, head, '</head>', '<body>', body, '</body>', '</html>', ''])


def metatable(r, pub=None, extra=''):
    u = pub if pub is not None else r['unit']
    return ('<table class="xxgk_info" width="100%%"><tr><td>索引号：</td><td>11990441K0%04d/%d-00%03d</td><td>主题分类：</td><td>其他</td></tr>'
            '<tr><td>发布机构：</td><td>%s</td><td>发文日期：</td><td>%d-01-18</td></tr>'
            '<tr><td>名称：</td><td colspan="3">%s%s</td></tr>'
            '<tr><td>文号：</td><td></td><td>是否有效：</td><td>有效</td></tr></table>'
            % (r['year'], r['year'] + 1, r['f']['Y'] % 1000, u, r['year'] + 1, title_of(r), extra))


# ------------------------------------------------------------------ expectation
def sentences(t):
    return [x for x in re.findall(r'[^。]+。', t) if len(x) > 8]


def tables_expected(r, blankzero=False, only_total=False, slash=False):
    bz = blankzero or slash
    f = lambda x: '' if bz and str(x) == '0' else str(x)
    t2 = {k: f(v) for k, v in r['t2'].items()}
    t3 = {}
    for p, v in r['t3'].items():
        for c, x in zip(COLS, v):
            t3['/'.join(p) + '|' + c] = ('' if only_total and c != '总计' else f(x))
    t4 = {k: f(v) for k, v in r['t4'].items()}
    return {'2': t2, '3': t3, '4': t4}


OUT = []


def emit(name, data, r=None, bl=None, mustnot=(), notes='', imitates='', enc='utf-8', refused=False, tables=None, sections=None, reason='', **x):
    if isinstance(data, str):
        data = data.encode(enc)
    if refused:
        e = {'refused': True, 'reason': reason, 'notes': notes}
    else:
        con = {}
        for s in range(1, 7):
            ps = [b[2] for b in bl if b[0] == 'p' and b[1] == s]
            ss = [y for p in ps for y in sentences(p)]
            if s == 1 and len(ss) > 3:
                ss = [ss[0], ss[len(ss) // 2], ss[-1]]
            elif len(ss) > 2:
                ss = [ss[0], ss[-1]]
            if ss:
                con[str(s)] = ss
        pf = [b[2] for b in bl if b[0] in ('preface', 'joined')]
        e = {'unit': r['unit'], 'year': r['year'], 'edition': r['edition'], 'sections': sections or [1, 2, 3, 4, 5, 6],
             'section_text_contains': con,
             'preface_contains': [sentences(pf[0])[-2] if len(sentences(pf[0])) > 1 else pf[0]] if pf else [],
             'tables': tables if tables is not None else tables_expected(r), 'must_not_contain': list(mustnot), 'notes': notes}
        e.update(x)
        whole = ''.join(''.join(b[2:]) for b in bl) + r['unit']
        for w in mustnot:
            assert w not in whole, (name, w)
    OUT.append((name, data, e, imitates))


def paras(bl, r, p='<p>%s</p>', h1='<p><strong>%s</strong></p>', h2='<p>%s</p>', t=None, sign='<p style="text-align:right">%s</p>', fmt=esc, joined='<p>%s%s</p>'):
    t = t or (lambda n: table(tabs(r, n)))
    out = []
    for b in bl:
        k = b[0]
        if k in ('p', 'preface', 'lead'):
            out.append(p % fmt(b[2]))
        elif k == 'joined':
            out.append(joined % (fmt(b[2]), fmt(b[3])))
        elif k == 'h1':
            out.append(h1 % fmt(b[2]))
        elif k == 'h2':
            out.append(h2 % fmt(b[2]))
        elif k == 'sign':
            out.append(sign % fmt(b[2]))
        elif k == 't':
            x = t(b[1])
            if x:
                out.append(x)
    return out


IND = '<p style="text-indent:2em;">\u3000\u3000%s</p>'


def wrap_text(s, n):
    return [s[i:i + n] for i in range(0, len(s), n)]


def mht(parts, subject, boundary):
    o = ['From: <Saved by Blink>', 'Snapshot-Content-Location: https://www.example.gov.invalid/art/1.html',
         'Subject: =?utf-8?B?%s?=' % base64.b64encode(subject.encode()).decode(), 'Date: Tue, 4 Feb 2025 08:11:09 -0000', 'MIME-Version: 1.0',
         'Content-Type: multipart/related;', '\ttype="text/html";', '\tboundary="%s"' % boundary, '', '']
    for ctype, enc, loc, data in parts:
        o += ['--' + boundary, 'Content-Type: ' + ctype, 'Content-Transfer-Encoding: ' + enc, 'Content-Location: ' + loc, '']
        if enc == 'base64':
            o += [base64.encodebytes(data).decode().strip().replace('\n', '\r\n')]
        else:
            o += [quopri.encodestring(data).decode('ascii').replace('\n', '\r\n')]
    o += ['--' + boundary + '--', '']
    return '\r\n'.join(o).encode('ascii')


def write(build, dest):
    build()
    for d in ('pages', 'expected'):
        os.makedirs(os.path.join(dest, d), exist_ok=True)
    lay = ['# Layouts', '', '| page | imitates | special |', '|---|---|---|']
    for name, data, e, im in OUT:
        with open(os.path.join(dest, 'pages', name), 'wb') as f:
            f.write(data)
        with open(os.path.join(dest, 'expected', name + '.json'), 'w', encoding='utf-8') as f:
            json.dump(e, f, ensure_ascii=False, indent=1)
            f.write('\n')
        lay.append('| %s | %s | %s |' % (name, im.replace('|', '\\|'), e['notes'].replace('|', '\\|')))
    with open(os.path.join(dest, 'layouts.md'), 'w', encoding='utf-8') as f:
        f.write('\n'.join(lay) + '\n')
