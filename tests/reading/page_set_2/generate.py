# -*- coding: utf-8 -*-
"""python3 generate.py OUTDIR  -> OUTDIR/pages/*  OUTDIR/expected/*.json  OUTDIR/layouts.md
Standard library only, deterministic. All words invented; layouts after real government sites."""
import base64, html, json, os, quopri, re, sys
from reports import *

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
MENU = ['首页导航', '领导之窗', '走进沧湖', '政民互动', '办事服务大厅', '关怀版入口', '政务邮箱登录', '站群导航', 'English Version', '小桐智能客服', '权责清单库', '惠企直达窗', '统计公报栏', '网上调查台', '热点聚焦区']
FOOTW = ['收藏此文', '返回列表页', '承办：数据中心', '网站标识码', '公网安备', '适老化认证', '纠错入口']


def menu(kind='ul'):
    if kind == 'ul':
        return '<div class="header"><ul class="nav">' + ''.join('<li><a href="/c%d/">%s</a></li>' % (i, w) for i, w in enumerate(MENU)) + '</ul></div>'
    return '<TABLE width=1000 align=center><TR>' + ''.join('<TD><A href="/%d.htm">%s</A></TD>' % (i, w) for i, w in enumerate(MENU)) + '</TR></TABLE>'


def foot():
    return ('<div class="footer"><span>收藏此文</span> <a href="javascript:history.back()">返回列表页</a><p>承办：数据中心 网站标识码：9903310058 公网安备99030102000417号 '
            '<a href="#">适老化认证</a> <a href="#">纠错入口</a></p></div>')


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


ZW = '\u200b'
KANG = {'一': '\u2f00', '二': '\u2f06', '工': '\u2f2f', '用': '\u2f64', '人': '\u2f08', '大': '\u2f24', '行': '\u2f8f', '自': '\u2f83', '止': '\u2f4c', '文': '\u2f42', '方': '\u2f45', '立': '\u2f74', '至': '\u2f84', '非': '\u2fae'}
kang = lambda s: ''.join(KANG.get(c, c) for c in s)


def thou(t, k):
    return '{:,}'.format(int(t)) if k == 'val' and t.isdigit() else esc(t)


def build():
    Rp = REPORTS
    # 01 WeChat article
    r = Rp['dahekou']; bl = blocks(r, six='a')
    sec = '<section style="margin:0 8px"><section><p style="text-indent:2em"><span leaf="">%s</span></p></section></section>'
    hd = '<section style="text-align:center"><section style="background:#c00;display:inline-block"><strong><span leaf="">%s</span></strong></section></section>'
    body = ('<div id="js_article" class="rich_media"><div class="rich_media_inner"><h1 class="rich_media_title" id="activity-name">%s</h1>'
            '<div id="meta_content"><span class="rich_media_meta">桐岭大河口</span><em id="publish_time">2025-01-17 10:02</em><em id="js_ip_wording">某省</em></div>'
            '<div class="rich_media_content js_underline_content" id="js_content" style="visibility: hidden; opacity: 0; ">%s</div>'
            '<div class="rich_media_tool"><a>阅读原文</a> 阅读 417 赞 12 在看 5</div><div id="js_related">喜欢此内容的人还看了</div><div class="wx_profile">微信扫一扫关注该公众号</div></div></div>'
            % (title_of(r), '\n'.join(paras(bl, r, p=sec, h1=hd, h2='<section><p><strong>%s</strong></p></section>', t=lambda n: '<section style="overflow-x:auto"><section>' + table(tabs(r, n), lambda t, k: '<section><span leaf="">%s</span></section>' % esc(t)) + '</section></section>'))))
    emit('01-wechat-article.html', page(title_of(r), body, head='<meta property="og:title" content="%s"/><meta property="og:site_name" content="微信公众平台"/>' % title_of(r)), r, bl,
         ['阅读原文', '喜欢此内容的人还看了', '微信扫一扫关注该公众号'], 'saved WeChat article: body has visibility:hidden and opacity 0 (script shows it), section/span nests, cells in section', 'public account that publishes the report')
    # 02 a tab for each section, only the first shown
    r = Rp['chengguan']; bl = blocks(r)
    panes, cur = [], []
    for b in bl:
        if b[0] == 'h1' and b[1] > 1:
            panes.append(cur); cur = []
        cur.append(b)
    panes.append(cur)
    bar = '<ul class="tabbar">' + ''.join('<li><a href="javascript:;">%s</a></li>' % H[i][2:] for i in range(1, 7)) + '</ul>'
    body = bar + ''.join('<div class="pane" style="display:%s">%s</div>' % ('block' if i == 0 else 'none', '\n'.join(paras(p, r))) for i, p in enumerate(panes))
    emit('02-hidden-section-panes.html', page(title_of(r), menu() + '<h1>%s</h1><div class="swiper">上一节 下一节</div>' % title_of(r) + body + foot()), r, bl, ['站群导航', '上一节', '返回列表页'],
         'each section in its own pane, panes 2-6 are display:none and BELONG to the report; a bar with the six bare names first', 'interactive year-report module')
    # 03 whole report is one table (worst 1)
    r = Rp['gaoqiaopu']; bl = blocks(r, pre='under')
    W = 10
    rows = ['<tr><td colspan="10" align="center"><b>%s</b></td></tr>' % title_of(r)]
    for b in bl:
        if b[0] == 'h1':
            rows.append('<tr><td colspan="10"><p><b>%s</b></p></td></tr>' % esc(b[2]))
        elif b[0] == 't':
            raw = tabs(r, b[1])
            w = sum(c[1] for c in raw[0])
            if b[1] == 2:            # 5 columns spread over 10
                raw = [[(t, c * 2, rs, k) for t, c, rs, k in row] for row in raw]
            x = table(raw, lambda t, k: c_broken_p(t, k))
            rows += re.findall(r'<tr>.*?</tr>', x, re.S)
        elif b[0] == 'sign':
            rows.append('<tr><td colspan="10" align="right">%s</td></tr>' % esc(b[2]))
        else:
            rows.append('<tr><td colspan="10"><p>　　%s</p></td></tr>' % soup(b[2], 7))
    body = '<table border="1" width="900" align="center">' + '\n'.join(rows) + '</table>'
    emit('03-one-form-table-gbk.html', page('梓溪县高桥铺街道办事处', menu('table') + body + foot(), 'gb2312'), r, bl, ['政民互动', '纠错入口'],
         'WORST 1: the whole report is ONE table: title, headings, paragraphs are full-width rows, the rows of tables 2, 3, 4 stand between them in the same table; span soup; broken labels in p; preface under 一; trial; GBK', 'Word form pasted whole', enc='gbk')
    # 04 a character outside GBK
    r = Rp['geitian']; bl = blocks(r, six='b')
    s = page(title_of(r), menu() + '<h1>%s</h1><div class="zwnr">%s</div>' % (title_of(r), '\n'.join(paras(bl, r, p=IND, h2='<p><b>%s</b></p>'))) + foot(), 'gb2312')
    emit('04-gb18030-rare-char.html', s.encode('gb18030'), r, bl, ['惠企直达窗', '收藏此文'], 'declared gb2312, bytes are GB18030: the unit name has 洺 (not in GB2312) and 㙘 (four bytes, not in GBK)', 'town with a rare place character')
    # 05 UTF-16 html
    r = Rp['jiuquwan']; bl = blocks(r, pre='joined', six='a')
    def t05(n):
        return '\n'.join(table(x, c_p) for x in t2_rows(r)) if n == 2 else table(tabs(r, n), c_p)
    parts = paras(bl, r, p='　　%s<br>', h1='<b>　　%s</b><br>', h2='　　%s<br>', sign='%s<br>', joined='　　%s　　%s<br>', t=t05)
    s = '<html><head><meta http-equiv=Content-Type content="text/html; charset=unicode"><title>%s</title></head><body>%s<div>%s</div>%s</body></html>' % (title_of(r, 'yearly'), menu(), title_of(r, 'yearly') + '<br>' + '\r\n'.join(parts), foot())
    emit('05-utf16-br-joined.html', b'\xff\xfe' + s.encode('utf-16-le'), r, bl, ['权责清单库', '返回列表页'], 'UTF-16LE with BOM, charset=unicode; <br> paragraphs, preface joined with 一, table 2 in four tables, cell p', 'three switches: joined + br + split; IE "save as Unicode"')
    # 06 mht, report in a frame
    r = Rp['gongan']; bl = blocks(r)
    outer = page('潞平县公安局警务公开平台', '<div class="top">潞平县公安局警务公开平台</div><iframe id="mainFrame" src="cid:frame-7A@mhtml.blink" width="100%"></iframe><div class="btm">警务微信矩阵 技术支持热线</div>')
    inner = page('', '<h3>%s</h3><div class="cnt">%s</div>' % (title_of(r, 'front'), '\n'.join(paras(bl, r, p='<div class="p">%s</div>', t=lambda n: table(tabs(r, n), th=True)))))
    emit('06-report-in-iframe.mht', mht([('text/html', 'quoted-printable', 'https://www.example.gov.invalid/jw/nb.html', outer.encode()), ('text/html', 'quoted-printable', 'cid:frame-7A@mhtml.blink', inner.encode()),
         ('text/css', 'quoted-printable', 'cid:css-9@mhtml.blink', '.p::before{content:"段首装饰字"}'.encode())], '潞平县公安局警务公开平台', '----MultipartBoundary--Zk3----'), r, bl, ['段首装饰字', '警务微信矩阵', '技术支持热线'],
         'first html part is only a frame; the report is the second html part (cid:frame)', 'mht of a page with an iframe')
    # 07 mht, 3 switches: no preface, run-in headings, slash zeros
    r = Rp['ziran']; bl = blocks(r, pre='none', runin=True)
    h = page(title_of(r), menu() + '<div class="hd2">%s</div><div class="hd2">%d年政府信息公开工作年度报告</div><div class="art">%s</div>' % (r['unit'], r['year'], '\n'.join(paras(bl, r, fmt=lambda s: soup(s, 4), t=lambda n: table(tabs(r, n), c_slash)))) + foot())
    emit('07-nopreface-runin-slash.mht', mht([('text/html; charset="utf-8"', 'base64', 'https://www.example.gov.invalid/zr/1.html', h.encode())], title_of(r), '----=_Part_41_88'), r, bl, ['网上调查台', '适老化认证'],
         'no preface, run-in headings, title in two lines, span soup, zeros as /; base64 utf-8 mht', 'three switches', tables=tables_expected(r, slash=True))
    # 08 markdown
    r = Rp['qingshiqiao']; bl = blocks(r, six='c')
    L = ['# ' + title_of(r), '', '来源：[沧湖市青石桥区人民政府](http://www.example.gov.invalid/) 发布日期：2026-01-20', '']
    for b in bl:
        if b[0] == 't':
            raw = tabs(r, b[1]); w = max(sum(c[1] for c in row) for row in raw)
            for i, row in enumerate(raw):
                L.append('| ' + ' | '.join(c[0] for c in row) + ' |')
                if i == 0:
                    L.append('|' + ' --- |' * w)
            L.append('')
        elif b[0] == 'h1':
            L += ['## ' + b[2], '']
        elif b[0] == 'h2':
            L += ['**' + b[2] + '**', '']
        else:
            L += [b[2].replace('*', '\\*'), '']
    emit('08-markdown.txt', '\n'.join(L), r, bl, ['发布日期：2026-01-20'], 'Markdown made by a browser add-in: ## headings, **bold**, pipe rows, a row of --- after the first row; parts listed with ordinals; distinct figures', 'page to Markdown')
    # 09 pdf layout text (worst 2)
    r = Rp['chengguan']; bl = blocks(r, six='b')
    L = ['', '              %s' % r['unit'], '          %d年政府信息公开工作年度报告' % r['year'], '']
    pg = [1]
    def brk():
        L.extend(['', '                              — %d —' % pg[0], '\f']); pg[0] += 1
    def wrow(lab, vals, ind=4, w=14):
        ls = wrap_text(lab, w)
        m = (len(ls) - 1) // 2
        for i, x in enumerate(ls):
            L.append(' ' * ind + x + ('   ' + '    '.join(vals) if i == m else ''))
    for b in bl:
        if b[0] == 't' and b[1] == 3:
            brk()
            L.append('  （本列数据的勾稽关系为：              申请人情况')
            L.append('  第一项加第二项之和，等    自然        法人或其他组织        总计')
            L.append('  于第三项加第四项之和）     人   商业企业  科研机构  社会公益组织  法律服务机构  其他')
            grp = {}
            for p, v in r['t3'].items():
                if len(p) == 3:
                    grp.setdefault(p[1], []).append(p)
            n3 = 0
            for p, v in r['t3'].items():
                vals = [str(x) for x in v]
                if len(p) == 3:
                    g = grp[p[1]]; i = g.index(p)
                    if i == len(g) // 2:
                        L.append('   ' + p[1])
                if p[0] == R3 and n3 < len(R3):
                    ch = R3[n3:n3 + 2]; n3 += 2
                    L.append(' ' + ch)
                if p[-1] == '6.属于四类过程性信息':
                    brk()
                wrow(p[-1], vals)
        elif b[0] == 't':
            for row in tabs(r, b[1]):
                L.append('   ' + '      '.join(c[0] for c in row))
            L.append('')
        elif b[0] in ('h1', 'h2'):
            L.append('    ' + b[2])
        elif b[0] == 'sign':
            L.append(' ' * 30 + b[2])
        else:
            for i, x in enumerate(wrap_text('　　' + b[2], 28)):
                L.append(x)
                if b[1] == 1 and i == 0 and '体检' in b[2]:
                    brk()
    brk()
    emit('09-pdf-layout-pagenumbers.txt', '\n'.join(L) + '\n', r, bl, ['— 2 —', '— 3 —'], 'WORST 2: pdftotext -layout: lines of 28 characters, page numbers and form feeds inside a paragraph and inside table 3, group labels on lines of their own in the middle of their group, 三、本年度办理结果 two characters a line, long labels wrapped with the figures on their middle line', 'layout 45')
    # 10 quoted mail, GBK
    r = Rp['talatu']; bl = blocks(r)
    L = ['各位领导：转上塔拉图镇报来的年报，请审。', '', '-------- 转发邮件信息 --------', '发件人：旗政务公开办值班邮箱', '主题：年报终稿', '', '> ' + title_of(r), '>']
    for b in bl:
        if b[0] == 't':
            L += ['> ' + '\t'.join(c[0] for c in row) for row in tabs(r, b[1])] + ['>']
        else:
            L += ['> ' + x for x in wrap_text(b[2], 36)] + ['>']
    emit('10-quoted-mail-gbk.txt', '\r\n'.join(L) + '\r\n', r, bl, ['请审', '值班邮箱', '转发邮件信息'], 'forwarded mail: every line starts with "> ", wrapped at 36, table rows with tabs; words of the mail before it; GBK, CRLF', 'mail text', enc='gbk')
    # 11 第一部分 …
    r = Rp['gongan']; bl = blocks(r, six='a')
    bl = [(b[0], b[1], '第%s部分　%s' % (CN[b[1] - 1], b[2][2:])) if b[0] == 'h1' else b for b in bl]
    ar = iter(range(1, 99))
    bl = [(b[0], b[1], '（%d）%s' % (next(ar), b[2][3:])) if b[0] == 'h2' and b[1] == 1 else b for b in bl]
    emit('11-di-yi-bufen.html', page(title_of(r), menu() + '<h1>%s</h1><div class="TRS_Editor">%s</div>' % (title_of(r), '\n'.join(paras(bl, r, p=IND))) + foot()), r, bl, ['热点聚焦区'],
         'headings 第一部分　总体情况 … 第六部分; sub-headings （1）…（5）', 'county police and some city bureaus')
    # 12 thousands, notes, unit lines
    r = Rp['jtt']; bl = blocks(r, lead='下表数据由本厅政务公开系统导出。', six='b')
    def t12(n):
        return '<p align="right">单位：件</p>' * (n == 3) + table(tabs(r, n), thou) + '<p class="note">注：以上数字含厅属执法总队。</p>' * (n == 2)
    emit('12-thousands-notes.html', page(title_of(r), menu() + '<h1>%s</h1><div class="txt2">%s</div>' % (title_of(r), '\n'.join(paras(bl, r, t=t12))) + foot()), r, bl, ['English Version', '纠错入口'],
         'integers with thousands commas (1,286,430); 单位：件 above and 注 below tables; expectation without commas', 'provincial department')
    # 13 spaced headings, zero-width, Chinese year
    r = Rp['geitian']; bl = blocks(r, pre='before')
    yr = '二〇二三年'
    def sp(s):
        return s[:2] + '\u3000'.join(s[2:]) if s[1] == '、' else s
    zw = lambda s: ''.join(c + (ZW if i % 6 == 5 else '') for i, c in enumerate(esc(s)))
    tt = '%s%s政府信息公开工作年度报告' % (r['unit'], yr)
    bl2 = [(b[0], b[1], sp(b[2])) if b[0] == 'h1' and b[1] in (1, 5) else b for b in bl]
    body = '<h1>%s</h1><div class="z">%s</div>' % (tt, '\n'.join(paras(bl2, r, fmt=zw, h2='<p>%s&#8203;</p>', t=lambda n: table(tabs(r, n), lambda t, k: ZW + esc(t) + '&nbsp;' + '\ufeff'))))
    emit('13-zerowidth-chinese-year.html', page(tt, menu() + body + foot()), r, bl, ['小桐智能客服'], 'zero-width spaces inside words, figures cells and headings (U+200B, U+FEFF); 一、总　体　情　况 spaced; year in the title 二〇二三年; no charset trouble but a rare character in the unit', 'text pasted from a chat program')
    # 14 mso-list
    r = Rp['caizheng']; bl = blocks(r)
    def ml(s):
        m = re.match(r'([一二三四五六]、|（[一二三四五]）)(.*)', s)
        return ('<![if !supportLists]><span lang=EN-US><span style=\'mso-list:Ignore\'>%s<span style=\'font:7.0pt "Times New Roman"\'>&nbsp;&nbsp; </span></span></span><![endif]>%s' % (m.group(1), m.group(2))) if m else esc(s)
    body = '<div class=Section1 style=\'layout-grid:15.6pt\'><p class=MsoTitle align=center>%s</p>%s</div>' % (title_of(r), '\n'.join(
        paras([(b[0], b[1], b[2]) for b in bl], r, fmt=lambda s: ml(s) if len(s) < 40 else esc(s), p='<p class=MsoNormal style=\'mso-char-indent-count:2.0\'>%s<o:p></o:p></p>', h1='<p class=MsoListParagraph style=\'mso-list:l0 level1 lfo1\'><b>%s</b></p>', t=lambda n: table(tabs(r, n), c_soup, ' class=MsoNormalTable border=1'))))
    emit('14-mso-list-gbk.html', page('财政', body + '<p><span style=\'display:none;mso-hide:all\'>批注残留勿发</span></p>', 'gb2312', '<xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml>', '', '\r\n'), r, bl, ['批注残留勿发', 'supportLists'],
         'Word list numbers in mso-list:Ignore spans behind <![if !supportLists]>; hidden leftover text at the end; cells as span soup; trial; GBK', 'Word page', enc='gbk')
    # 15 details, thead/tfoot, caption, read-aloud buttons
    r = Rp['qingshiqiao']; bl = blocks(r, names=['主动公开情况', '依申请公开情况', '政府信息管理情况', '政府信息公开平台建设情况', '监督保障情况'])
    def t15(n):
        s = table(tabs(r, n), th=True)
        k = {2: 1, 3: 3, 4: 3}[n]
        trs = re.findall(r'<tr>.*?</tr>', s, re.S)
        return '<figure><table class="tb"><caption>表%d</caption><thead>%s</thead><tbody>%s</tbody><tfoot></tfoot></table><figcaption>左右滑动查看</figcaption></figure>' % (n - 1, ''.join(trs[:k]), ''.join(trs[k:]))
    out, op = [], False
    for x, b in zip(paras(bl, r, h1='%s', p='<p>%s<button class="tts">朗读本段</button></p>', t=t15), bl):
        if b[0] == 'h1':
            out.append(('</details>' if op else '') + '<details><summary>%s</summary>' % x); op = True
        else:
            out.append(x)
    emit('15-details-thead-buttons.html', page(title_of(r), menu() + '<main><h1>%s</h1>%s</details></main>' % (title_of(r), '\n'.join(out)) + '<aside>字号加大 配色切换</aside>' + foot()), r, bl, ['朗读本段', '左右滑动查看', '配色切换'],
         'closed <details>, heading in <summary>; thead, caption 表1, figure; a button in every paragraph', 'age-friendly portal')
    # 16 PDF copy: radicals, single blanks
    r = Rp['dahekou']; bl = blocks(r)
    L = [title_of(r), '']
    for b in bl:
        if b[0] == 't':
            for row in tabs(r, b[1]):
                L.append(' '.join(c[0] if c[3] == 'val' else kang(c[0]) for c in row))
        elif b[0] in ('h1', 'h2'):
            L.append(kang(b[2]))
        else:
            L.append(b[2])
    emit('16-pdf-copy-radicals.txt', '\n'.join(L) + '\n', r, bl, [], 'copied from a PDF viewer: Kangxi radicals (⼀⼆⾏⾃⼈⼤⽤⽌⽂⽅⾄) in headings and labels, cells divided by ONE blank; no blank lines; text itself normal', 'Acrobat/Edge copy')
    # 17 three switches: under + nested layout + blank zeros, GBK trial
    r = Rp['caizheng']; bl = blocks(r, pre='under', six='b')
    body = menu('table') + '<table width="100%%"><tr><td width="180">栏目树：预算<br>决算<br>采购</td><td><table><tr><td align="center"><font size="5">%s</font></td></tr><tr><td>%s</td></tr></table></td></tr></table>' % (
        title_of(r, 'about'), '\n'.join(paras(bl, r, t=lambda n: table(tabs(r, n), c_blankzero))))
    emit('17-under-nested-blank-gbk.html', page(title_of(r, 'about'), body + foot(), 'gbk'), r, bl, ['栏目树', '领导之窗'], 'preface (six parts) under 一, article in a layout table, zeros blank, title …关于2020年度…的报告; trial; GBK', 'three switches', enc='gbk', tables=tables_expected(r, blankzero=True))
    # 18 three switches: br + td>p + metadata, all zero, title of the other form
    r = Rp['qixiang']; bl = blocks(r, six='c', oneis=True)
    body = metatable(r, pub='沧湖市气象局办公室') + '<center><b>%s</b></center>' % title_of(r, 'gov') + '<div id="zoom">%s</div>' % '\n'.join(
        paras(bl, r, p='&emsp;&emsp;%s<br/><br/>', h1='<strong>&emsp;&emsp;%s</strong><br/>', h2='&emsp;&emsp;%s<br/>', sign='<span style="float:right">%s</span><br/>', t=lambda n: table(tabs(r, n, **({'flat_head': True} if n == 3 else {})), c_broken_p)))
    emit('18-br-meta-flat-oneis.html', page(title_of(r, 'gov'), crumb('首页', '年报') + body + foot()), r, bl, ['主题分类', '是否有效', '收藏此文'], 'br paragraphs, 一是…五是… in one block, parts listed with ordinals, flat header with broken labels, metadata table with another organ name; all zero', 'three switches')
    # refused
    emit('90-pdf-viewer.mht', mht([('text/html', 'quoted-printable', 'https://www.example.gov.invalid/pdf/web/viewer.html', page('洺川市㙘田镇人民政府2023年政府信息公开工作年度报告.pdf', '<div id="toolbar">第 <input value="1"> 页，共 6 页 放大 缩小 下载</div><embed type="application/pdf" src="cid:pdf1"><div id="outline"><a>一、总体情况</a><a>二、主动公开政府信息情况</a></div>').encode())], 'viewer', '----MultipartBoundary--v1----'),
         refused=True, reason='only a PDF viewer', notes='title of a report and two bookmarks, the PDF itself is not in the file', imitates='saved page of a PDF viewer')
    u = '梓溪县人民政府办公室'
    emit('91-drafting-notice.html', page('关于做好2024年政府信息公开工作年度报告编制工作的通知', menu() + '<h1>%s关于做好2024年政府信息公开工作年度报告编制和发布工作的通知</h1><div class="c"><p>各乡镇人民政府、街道办事处，县政府各部门：</p><p>为做好2024年政府信息公开工作年度报告编制工作，现通知如下：</p>'
         '<p>一、编制主体</p><p>各乡镇、街道和县政府部门均应单独编制，派出所、税务分局不单独编制。</p><p>二、内容要求</p><p>严格按照国办公开办函〔2021〕30号规定的格式，分总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分撰写，三张表格不得增删行列。</p>'
         '<p>三、时间安排</p><p>1月10日前报送初稿，1月24日前在县政府网站发布。</p><p>四、工作要求</p><p>数字以系统导出为准，严禁照抄上年文字。</p><p>五、联系方式</p><p>县政务公开办，电话0739-4400019。</p><p>六、附件</p><p>年度报告格式（另发）。</p><p align="right">%s</p><p align="right">2024年12月19日</p></div>' % (u, u) + foot()),
         refused=True, reason='a notice on drafting reports, not a report', notes='names the year and the six parts, has six numbered headings of its own, no table', imitates='通知 of a county office')


def main(dest):
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


if __name__ == '__main__':
    main(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
